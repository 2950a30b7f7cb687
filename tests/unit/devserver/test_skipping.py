"""Time that skips: at once when nothing else can happen, never past somebody who works."""

from __future__ import annotations

import time

import pytest

from conductor.devserver.clock import SkippingClock
from conductor.devserver.engine import Engine
from conductor.devserver.execute import execute
from unit.devserver.workbench import Bench, shape, simple, system

MONTH = 30 * 86400


class SkippingBench(Bench):
    def __init__(self):
        self.clock = SkippingClock()
        self.engine = Engine(self.clock)

    def wait(self, run, seconds=1.0):
        with self.engine.lock:
            return self.engine.timekeeper.skip_until(lambda: run.ended, time.time() + seconds)


@pytest.fixture
def bench():
    return SkippingBench()


def test_a_month_passes_at_once(bench):
    begin, cpu = bench.clock.now(), time.process_time()
    run = bench.start(system("WAIT", "w", {"duration": "30 days"}))
    assert bench.wait(run)
    assert run.status == "COMPLETED"
    assert MONTH * 1000 <= bench.clock.now() - begin < MONTH * 1000 + 5000
    assert time.process_time() - cpu < 0.25


def test_execute_skips_too(bench):
    bench.register(system("WAIT", "w", {"duration": "30 days"}))

    def start():
        with bench.engine.turn():
            return bench.engine.start({"name": "wf", "input": {}})

    answer = execute(bench.engine, start, request_id="r", refs=[], seconds=5, strategy="TARGET_WORKFLOW")
    assert (answer["status"], answer["signalTimeout"], answer["requestId"]) == ("COMPLETED", False, "r")


def test_time_does_not_skip_while_a_worker_holds_a_task(bench):
    bench.define("a", responseTimeoutSeconds=600, retryCount=0)
    run = bench.start(simple("a"))
    (task,) = bench.poll("a")
    assert not bench.engine.timekeeper.idle()
    assert not bench.wait(run, 0.05)
    assert run.tasks[0].status == "IN_PROGRESS"
    bench.answer(task)
    assert run.status == "COMPLETED"
    assert bench.clock.skipped == 0


def test_time_does_not_skip_while_somebody_polls_for_what_is_queued(bench):
    bench.define("a", pollTimeoutSeconds=60, retryCount=0)
    bench.poll("a")
    run = bench.start(simple("a"))
    assert not bench.engine.timekeeper.idle()
    assert not bench.wait(run, 0.05)
    assert shape(run) == [("a", "SCHEDULED")]


def test_a_time_out_comes_at_once_when_nobody_can_come(bench):
    bench.define("a", pollTimeoutSeconds=3600, retryCount=0)
    run = bench.start(simple("a"))
    assert bench.wait(run)
    assert run.status == "TIMED_OUT"


def test_a_sleep_does_what_falls_due_on_the_way_in_order(bench):
    ended = []
    bench.engine.on_end.append(lambda run: ended.append(run.blueprint.name))
    for name, wait in (("later", "2 hours"), ("sooner", "1 hour"), ("never", "4 hours")):
        bench.register(system("WAIT", "w", {"duration": wait}), name=name)
        with bench.engine.turn():
            bench.engine.start({"name": name, "input": {}})
    bench.clock.sleep(3 * 3600)
    assert ended == ["sooner", "later"]
    assert bench.clock.skipped == pytest.approx(3 * 3600, abs=1)


def test_a_sleep_waits_for_a_worker_but_not_for_ever(bench):
    bench.define("a", responseTimeoutSeconds=30, retryCount=0)
    run = bench.start(simple("a"))
    bench.poll("a")
    begin = time.monotonic()
    bench.engine.timekeeper.sleep(60, patience=0.05)
    assert time.monotonic() - begin >= 0.05
    assert run.status == "TIMED_OUT"


def test_schedules_fire_within_a_sleep_only(bench):
    bench.register(simple("a"))
    schedule = {"name": "s", "cronExpression": "0 0 * * * *", "startWorkflowRequest": {"name": "wf"}}
    with bench.engine.turn():
        bench.engine.schedules.save(schedule)
    bench.register(system("WAIT", "w", {"duration": "5 hours"}), name="waiting")
    with bench.engine.turn():
        waiting = bench.engine.start({"name": "waiting", "input": {}})
    assert bench.wait(waiting)
    assert bench.engine.schedules.records == []
    bench.clock.sleep(3 * 3600)
    assert [record["state"] for record in bench.engine.schedules.records] == ["EXECUTED"] * 3


def test_a_wait_for_what_never_comes_ends_in_real_time(bench):
    run = bench.start(system("WAIT", "w"))
    begin = time.monotonic()
    assert not bench.wait(run, 0.1)
    assert 0.09 < time.monotonic() - begin < 1
