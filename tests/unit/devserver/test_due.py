"""When the engine wakes for an execution: never for what it has seen and left, which would keep it awake."""

from __future__ import annotations

import pytest

from conductor.devserver import operations, statuses
from conductor.devserver.due import next_moment
from unit.devserver.workbench import START, Bench, simple

SECOND = 1000


def look(bench: Bench, run) -> None:
    with bench.engine.turn():
        bench.engine.touch(run)


@pytest.mark.parametrize("limit", ["pollTimeoutSeconds", "totalTimeoutSeconds", "timeoutSeconds"])
def test_a_limit_that_only_alerts_wakes_nobody(limit):
    bench = Bench()
    bench.define("a", **{limit: 3, "responseTimeoutSeconds": 0, "timeoutPolicy": "ALERT_ONLY"})
    run = bench.start(simple("a"))
    if limit == "timeoutSeconds":
        bench.poll("a")
    assert next_moment(run, START) is None
    bench.clock.sleep(4)
    look(bench, run)
    assert bench.engine.timeline.next() is None
    assert run.tasks[0].open


def test_no_time_out_of_a_task_wakes_a_paused_run_and_it_fires_when_that_goes_on():
    bench = Bench()
    bench.define("a", pollTimeoutSeconds=3, timeoutPolicy="RETRY")
    run = bench.start(simple("a"))
    assert bench.engine.timeline.next() == START + 3 * SECOND
    with bench.engine.turn():
        operations.pause(bench.engine, run.workflow_id)
    bench.clock.sleep(4)
    look(bench, run)
    assert bench.engine.timeline.next() is None
    with bench.engine.turn():
        operations.resume(bench.engine, run.workflow_id)
    assert run.tasks[0].status == statuses.TIMED_OUT


def test_a_workflows_own_time_out_wakes_a_paused_run():
    bench = Bench()
    run = bench.start(simple("a"))
    run.blueprint.doc.update(timeoutSeconds=3, timeoutPolicy="TIME_OUT_WF")
    with bench.engine.turn():
        operations.pause(bench.engine, run.workflow_id)
    assert bench.engine.timeline.next() == START + 3 * SECOND
    bench.clock.sleep(3)
    look(bench, run)
    assert run.status == statuses.TIMED_OUT
