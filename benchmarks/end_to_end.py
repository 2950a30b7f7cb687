"""A whole program: it starts executions, works on their tasks and waits for the results."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from benchmarks._case import Case, Figure, Setting
from benchmarks._embedded import EmbeddedServer
from benchmarks._workers import Program, Workers

if TYPE_CHECKING:
    from benchmarks._sdk import Sdk


def executions(sdk: Sdk, setting: Setting, *, real: bool) -> dict[str, float]:
    """Executions of one task each, all started at once; each must be COMPLETED. Removes what it made."""
    count, workers = setting.count(300), Workers(poll_ms=1)
    server = nullcontext(setting.server or "") if real else EmbeddedServer(setting)
    with server as url, Program(sdk, workers, url, setting, "end_to_end.py", str(count)) as program:
        program.line()
        cpu = program.tree.cpu()
        program.go_on()
        seconds = float(program.line())
        spent = program.tree.cpu() - cpu
        program.go_on()
        program.line()
    return {"executions a second": count / seconds, "CPU of the program for 1,000": spent / count * 1000}


def _figures(headline: str) -> tuple[Figure, ...]:
    return (
        Figure("executions a second", "", more_is_better=True),
        Figure("CPU of the program for 1,000", "s", headline=headline),
    )


CASES = (
    Case(
        "end_to_end.embedded",
        "Executions of one task, embedded server",
        _figures("a program that runs 1,000 workflows: its CPU"),
        partial(executions, real=False),
    ),
    Case(
        "end_to_end.real",
        "Executions of one task, real server",
        _figures(""),
        partial(executions, real=True),
        needs_server=True,
    ),
)
