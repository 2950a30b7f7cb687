"""From a task's release to its report, by a worker that idles in between."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from benchmarks._case import Case, Figure, Setting
from benchmarks._stub import Stub
from benchmarks._workers import Program, Workers

if TYPE_CHECKING:
    from benchmarks._sdk import Sdk

PER_SECOND = 6.0


def latency(sdk: Sdk, setting: Setting) -> dict[str, float]:
    """Tasks at random moments, the same ones for all sides."""
    workers, count = Workers(), setting.count(80)
    with Stub() as stub, Program(sdk, workers, stub.url, setting):
        stub.await_polls(workers.types())
        time.sleep(setting.seconds(1.5))
        stub.reset()
        stub.release(workers.types()[0], count, per_second=PER_SECOND, seed=count)
        stub.await_reports(count)
        rows = stub.times()
    took = sorted((reported - released) / 1e6 for released, _, reported in rows)
    handed = [(handed - released) / 1e6 for released, handed, _ in rows]
    return {
        "release to report, median": statistics.median(took),
        "release to report, 95 %": statistics.quantiles(took, n=20)[-1],
        "release to hand-over, median": statistics.median(handed),
    }


CASES = (
    Case(
        "latency.one_slot",
        "A task now and then (6 a second)",
        (
            Figure(
                "release to report, median", "ms", at_most=1.0, headline="from a task's release to its report"
            ),
            Figure("release to report, 95 %", "ms"),
            Figure("release to hand-over, median", "ms"),
        ),
        latency,
    ),
)
