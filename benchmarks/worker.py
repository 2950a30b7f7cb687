"""A worker at work, on a server that is always faster than the client: what a task costs."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks._case import Case, Figure, Setting
from benchmarks._stub import Stub
from benchmarks._workers import Program, Workers

if TYPE_CHECKING:
    from benchmarks._sdk import Sdk

PER_SECOND = Figure("tasks a second", "", more_is_better=True)
CPU = Figure("CPU for 1,000 tasks", "s")
REQUESTS = Figure("requests a task", "")
STUB = Figure("the stub server's own CPU for 1,000 tasks", "s", aside=True)
#: 1.1 sleeps 100 ms after each task where nothing else is set: more would take minutes.
SLOW = 60


def throughput(sdk: Sdk, setting: Setting, *, workers: Workers, tasks: int) -> dict[str, float]:
    """Release all tasks at once to workers that idle, and wait for the last report."""
    count = setting.count(SLOW if workers.poll_ms is None and not sdk.has_slots else tasks)
    given: dict[str, Any] = {"name": "x"}
    if workers.takes_rows:
        tags = ["a", "b", "c"]
        given["rows"] = [
            {"id": n, "sku": f"sku-{n}-abcdef", "price": n + 0.25, "tags": tags} for n in range(1450)
        ]
    with Stub() as stub, Program(sdk, workers, stub.url, setting) as program:
        stub.await_polls(workers.types())
        time.sleep(setting.seconds(1.0))
        stub.reset()
        cpu, before = program.tree.cpu(), stub.state()
        stub.release(workers.types()[0], count, input=given)
        after = stub.await_reports(count)
        spent = program.tree.cpu() - cpu
    seconds = (after["last_reported"] - after["first_handed"]) / 1e9
    return {
        PER_SECOND.name: count / seconds,
        CPU.name: spent / count * 1000,
        REQUESTS.name: (after["requests"] - before["requests"]) / count,
        STUB.name: (after["cpu"] - before["cpu"]) / count * 1000,
    }


def idle(sdk: Sdk, setting: Setting) -> dict[str, float]:
    """A worker that has nothing to do."""
    workers = Workers()
    with Stub() as stub, Program(sdk, workers, stub.url, setting) as program:
        stub.await_polls(workers.types())
        time.sleep(setting.seconds(2.0))
        cpu, requests, began = program.tree.cpu(), stub.state()["requests"], time.monotonic()
        time.sleep(setting.seconds(15.0))
        seconds = time.monotonic() - began
        return {
            "requests a second": (stub.state()["requests"] - requests) / seconds,
            "CPU": (program.tree.cpu() - cpu) / seconds * 100,
        }


def _case(name: str, what: str, workers: Workers, tasks: int, headline: str, bound: float = 0.5) -> Case:
    cpu = replace(CPU, at_most=bound, headline=headline)
    return Case(
        f"worker.{name}",
        what,
        (PER_SECOND, cpu, REQUESTS, STUB),
        partial(throughput, workers=workers, tasks=tasks),
        needs_slots=workers.slots > 1 or workers.is_async,
    )


IDLE = (
    Figure("requests a second", ""),
    Figure("CPU", "%", at_most=0.6, headline="CPU of an idle worker"),
)
CASES = (
    _case(
        "one_slot",
        "No-op tasks, one slot, 1 ms poll",
        Workers(poll_ms=1),
        2000,
        "CPU for 1,000 tasks, one slot",
    ),
    _case("default", "No-op tasks, one slot, default poll", Workers(), 2000, ""),
    _case("ten_slots", "No-op tasks, ten slots", Workers(slots=10), 2000, "CPU for 1,000 tasks, ten slots"),
    _case("async", "`async def`, ten slots", Workers(slots=10, is_async=True), 2000, ""),
    _case(
        "rows_100kb", "Tasks with 100 KB of input", Workers(poll_ms=1, takes_rows=True), 300, "", bound=0.8
    ),
    Case("worker.idle", "One idle worker", IDLE, idle),
)
