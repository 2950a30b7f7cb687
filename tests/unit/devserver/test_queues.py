from __future__ import annotations

import pytest

from conductor.devserver.domains import domain_for
from conductor.devserver.limits import Limits
from conductor.devserver.poll_data import PollData
from conductor.devserver.queues import Queues, name_of
from conductor.devserver.refusal import BadRequest
from conductor.devserver.task_run import TaskRun
from unit.devserver.workbench import START, Bench, simple, task_def


def task(name, priority=0, deliver_at=0, **definition):
    run = TaskRun(name, name, "t", {"taskDefinition": task_def("t", **definition)})
    run.priority, run.deliver_at = priority, deliver_at
    return run


def take(queues, now, count=1, may=lambda run: True):
    return [run.task_id for run in queues.get("t").take(now, count, may)]


def test_first_in_first_out():
    queues = Queues()
    for name in "abc":
        queues.push(task(name))
    assert take(queues, 0) + take(queues, 0) + take(queues, 0) + take(queues, 0) == ["a", "b", "c"]


def test_priority_goes_first_and_a_batch_comes_in_the_order_of_arrival():
    queues = Queues()
    for name, priority in (("low", 1), ("high", 9), ("middle", 5)):
        queues.push(task(name, priority))
    assert take(queues, 0, 2) == ["high", "middle"]
    assert take(queues, 0, 2) == ["low"]


def test_a_delayed_task_waits_and_does_not_hold_up_others():
    queues = Queues()
    queues.push(task("later", 99, deliver_at=500))
    queues.push(task("now"))
    assert take(queues, 0, 5) == ["now"]
    assert queues.get("t").next_due() == 500
    assert take(queues, 500, 5) == ["later"]


def test_a_removed_task_is_not_handed_out():
    queues = Queues()
    gone, stays = task("gone"), task("stays")
    queues.push(gone)
    queues.push(stays)
    queues.remove(gone)
    assert queues.sizes() == {"t": 1}
    assert take(queues, 0, 5) == ["stays"]


def test_a_task_offered_again_comes_once():
    queues = Queues()
    again = task("a")
    queues.push(again)
    again.deliver_at = 100
    queues.push(again)
    assert take(queues, 0, 5) == []
    assert take(queues, 100, 5) == ["a"]
    assert take(queues, 100, 5) == []


def test_what_may_not_go_out_stays():
    queues = Queues()
    queues.push(task("a"))
    queues.push(task("b"))
    assert take(queues, 0, 2, lambda run: run.task_id == "b") == ["b"]
    assert take(queues, 0, 2) == ["a"]


def test_domains_have_queues_of_their_own():
    assert name_of("t", None) == "t"
    assert name_of("t", "d") == "d:t"


@pytest.mark.parametrize(
    ("mapping", "polled", "chosen"),
    [
        ({"*": "d"}, [], "d"),
        ({"t": "d1,d2"}, [], "d2"),
        ({"t": "d1,d2"}, ["d1"], "d1"),
        ({"t": "d1,NO_DOMAIN"}, [], None),
        ({"t": "d1,NO_DOMAIN"}, ["d1"], "d1"),
        ({"*": "all", "t": "own"}, [], "own"),
        ({"other": "d"}, [], None),
    ],
)
def test_the_domain_of_a_task(mapping, polled, chosen):
    polls = PollData()
    for domain in polled:
        polls.note("t", domain, "w", START)
    assert domain_for("t", mapping, polls, 0.0) == chosen


def test_concurrency_is_limited_to_tasks_in_progress():
    limits = Limits()
    first, second = task("a", concurrentExecLimit=1), task("b", concurrentExecLimit=1)
    assert limits.allow(first, 0)
    first.status = "IN_PROGRESS"
    limits.taken(first, 0)
    assert not limits.allow(second, 0)
    first.status = "COMPLETED"
    assert limits.allow(second, 0)


def test_the_rate_is_limited_in_a_sliding_window():
    limits = Limits()
    run = task("a", rateLimitPerFrequency=2, rateLimitFrequencyInSeconds=10)
    for moment in (0, 4000):
        assert limits.allow(run, moment)
        limits.taken(run, moment)
    assert not limits.allow(run, 9_999)
    assert limits.allow(run, 10_000)


def test_a_poll_takes_the_task_and_says_who_took_it():
    bench = Bench()
    run = bench.start(simple("a"))
    (task_json,) = bench.poll("a")
    assert (task_json["status"], task_json["workerId"], task_json["pollCount"]) == ("IN_PROGRESS", "bench", 1)
    assert task_json["startTime"] == START
    assert bench.poll("a") == []
    assert run.tasks[0].status == "IN_PROGRESS"
    assert bench.engine.poll_data.of("a") == [{"queueName": "a", "workerId": "bench", "lastPollTime": START}]


def test_too_long_a_poll_is_refused():
    from conductor.devserver.polling import poll

    with pytest.raises(BadRequest, match="more than 5 seconds"):
        poll(Bench().engine, "a", None, None, 1, 5001)


def test_secrets_are_filled_in_when_the_task_goes_out(monkeypatch):
    monkeypatch.setenv("CONDUCTOR_SECRET_BENCH", "s3cret")
    bench = Bench()
    run = bench.start(simple("a", inputParameters={"k": "${workflow.secrets.BENCH}"}))
    assert run.tasks[0].input == {"k": "${workflow.secrets.BENCH}"}
    assert bench.poll("a")[0]["inputData"] == {"k": "s3cret"}
    assert run.tasks[0].input == {"k": "${workflow.secrets.BENCH}"}
