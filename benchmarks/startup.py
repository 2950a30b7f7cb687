"""What it takes before the first task: imports, and a handler with its processes."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from benchmarks._case import Case, Figure, Setting
from benchmarks._script import figures_of
from benchmarks._stub import Stub
from benchmarks._workers import Program, Workers

if TYPE_CHECKING:
    from benchmarks._sdk import Sdk

WORKER_PROGRAM = (
    "from conductor.client.worker.worker_task import worker_task\n"
    "from conductor.client.automator.task_handler import TaskHandler\n"
    "from conductor.client.configuration.configuration import Configuration\n"
)


def imports(sdk: Sdk, setting: Setting, *, code: str) -> dict[str, float]:
    """In a fresh interpreter, bytecode compiled."""
    return figures_of("import_time.py", sdk, setting, code)


def handler(sdk: Sdk, setting: Setting, *, workers: int) -> dict[str, float]:
    """A TaskHandler, from the program's start until every worker has polled."""
    made = Workers(count=workers)
    with Stub() as stub, Program(sdk, made, stub.url, setting) as program:
        polled = stub.await_polls(made.types(), 240.0)
        cpu = program.tree.cpu()
        time.sleep(setting.seconds(2.0))
        return {
            "ready after": (polled - program.started) / 1e9,
            "CPU until then": cpu,
            "memory": program.tree.megabytes(),
            "processes": float(len(program.tree.processes())),
        }


def _import_case(name: str, what: str, code: str, headline: str = "") -> Case:
    return Case(
        f"startup.import_{name}",
        what,
        (Figure("CPU", "ms", at_most=0.5, headline=headline), Figure("modules", "")),
        partial(imports, code=code),
        warm_up=True,
    )


def _handler_case(
    workers: int,
    ready: str = "",
    memory: str = "",
    at_most: tuple[float | None, float | None] = (None, None),
) -> Case:
    """``at_most``: the bounds of time and memory against the first peer."""
    return Case(
        f"startup.workers_{workers}",
        f"A handler with {workers} worker{'s' if workers > 1 else ''}",
        (
            Figure("ready after", "s", at_most=at_most[0], headline=ready),
            Figure("CPU until then", "s"),
            Figure("memory", "MB", at_most=at_most[1], headline=memory),
            Figure("processes", ""),
        ),
        partial(handler, workers=workers),
        warm_up=workers == 1,
    )


CASES = (
    _import_case(
        "worker_program", "Imports of a program with workers", WORKER_PROGRAM, "CPU of a worker's imports"
    ),
    _import_case(
        "one_model", "Import of one model", "from conductor.client.http.models import StartWorkflowRequest\n"
    ),
    _import_case(
        "clients", "Import of the clients", "from conductor.client.orkes_clients import OrkesClients\n"
    ),
    _handler_case(1),
    _handler_case(10),
    _handler_case(50, "50 workers: ready after", "50 workers: memory", (1.3, 0.65)),
)
