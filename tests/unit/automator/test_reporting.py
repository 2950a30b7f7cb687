"""Results reach the server, or are said not to."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from conductor.client.automator._contact import Contact
from conductor.client.automator._job import Job
from conductor.client.automator._outbox import Outbox
from conductor.client.automator._reporter import Reporter
from conductor.client.automator._wire import PendingReport
from conductor.client.exceptions import AmbiguousAnswer, EncodingError, NotSent
from conductor.client.http.models.task_result import TaskResult
from unit.automator.fakes import Clock, FakeWire, OneWire, failed, no_route, task


class Desk:
    """A reporter and its outbox on a fake wire."""

    def __init__(self, tasks: int = 0, capacity: int = 3, **options: Any) -> None:
        self.clock = Clock()
        self.wire = FakeWire(tasks)
        self.settled: list[Job] = []
        self.given_up: list[Job] = []
        wires: Any = OneWire(self.wire)
        contact = Contact("worker x", self.clock)
        self.outbox = Outbox(wires, contact, capacity, self.settled.append, self.given_up.append, self.clock)
        contact.on_recovery = self.outbox.hurry
        self.reporter = Reporter(
            wires, contact, self.outbox, self.settled.append, self.given_up.append, **options
        )

    def job(self, number: int = 99) -> Job:
        job = Job(task(number), "kind")
        job.result = TaskResult(
            task_id=f"t{number}", workflow_instance_id="w", status="COMPLETED", output_data={}
        )
        return job

    def pass_time(self) -> None:
        """Let the outbox do all it has, jumping from one due time to the next."""
        for _ in range(200):
            wait = self.outbox.deliver_due()
            if wait is None:
                return
            self.clock.move(wait)

    def sent(self) -> list[tuple[str, str, str]]:
        return [(verb, r.task_id or "", str(r.status)) for verb, r in self.wire.reports]


def test_the_answer_holds_the_next_task() -> None:
    desk = Desk(tasks=2)
    job = desk.job()
    following = desk.reporter.report(job)
    assert following is not None
    assert following.task_id == "t0"
    assert desk.settled == [job]
    assert desk.sent() == [("v2", "t99", "COMPLETED")]


def test_without_the_route_results_go_one_by_one_from_then_on() -> None:
    desk = Desk(tasks=2)
    desk.wire.errors["v2"] = [no_route()]
    assert desk.reporter.report(desk.job(1)) is None
    assert desk.reporter.report(desk.job(2)) is None
    assert [verb for verb, _, _ in desk.sent()] == ["v1", "v1"]


@pytest.mark.parametrize(
    "error", [failed(405), failed(404, '{"message":"No static resource api/tasks/update-v2."}')]
)
def test_other_ways_to_say_that_there_is_no_route(error: Exception) -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [error]
    desk.reporter.report(desk.job())
    assert desk.sent() == [("v1", "t99", "COMPLETED")]
    assert not desk.reporter.chain


def test_a_missing_task_is_no_missing_route() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(404, '{"message": "No such task"}')]
    desk.reporter.report(desk.job())
    desk.pass_time()
    assert desk.reporter.chain


@pytest.mark.parametrize(
    "error",
    [
        failed(500),
        failed(503),
        failed(429),
        failed(401),
        NotSent(status=0),
        AmbiguousAnswer(status=0),
        OSError(),
    ],
)
def test_what_may_pass_is_repeated_off_the_slot_and_never_with_v2(error: Exception) -> None:
    desk = Desk(tasks=5)
    desk.wire.errors["v2"] = [error]
    desk.wire.errors["v1"] = [failed(500), failed(502), NotSent(status=0)]
    job = desk.job()
    assert desk.reporter.report(job) is None
    assert len(desk.outbox) == 1
    desk.pass_time()
    assert desk.sent() == [("v1", "t99", "COMPLETED")]
    assert desk.settled == [job]
    assert len(desk.wire.tasks) == 5


def test_the_first_repetition_is_soon_and_no_wait_is_long() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(500)]
    desk.wire.errors["v1"] = [failed(500) for _ in range(30)]
    desk.reporter.report(desk.job())
    waits = []
    while True:
        wait = desk.outbox.deliver_due()
        if wait is None:
            break
        waits.append(wait)
        desk.clock.move(wait)
    assert waits[0] <= 0.05
    assert max(waits) <= 5.0
    assert len(waits) == 31


def test_a_task_that_is_gone_is_asked_for_three_times_then_dropped(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(404)]
    desk.wire.errors["v1"] = [failed(404), failed(404), failed(404)]
    job = desk.job()
    desk.reporter.report(job)
    desk.pass_time()
    assert desk.settled == [job]
    assert not desk.given_up
    assert len(desk.wire.errors["v1"]) == 1
    assert "no longer has task t99" in caplog.text


def test_one_404_of_a_proxy_loses_nothing() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(404)]
    desk.reporter.report(desk.job())
    desk.pass_time()
    assert desk.sent() == [("v1", "t99", "COMPLETED")]


def test_a_result_that_the_server_refuses_fails_the_task() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(400, "too large")]
    job = desk.job()
    desk.reporter.report(job)
    assert desk.sent() == [("v2", "t99", "FAILED")]
    assert "its result could not be reported" in (job.result.reason_for_incompletion or "")  # type: ignore[union-attr]


def test_an_output_without_json_fails_the_task_for_good() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [EncodingError("output_data.x: NaN has no JSON form")]
    job = desk.job()
    desk.reporter.report(job)
    assert desk.sent() == [("v2", "t99", "FAILED_WITH_TERMINAL_ERROR")]
    assert "NaN has no JSON form" in (job.result.reason_for_incompletion or "")  # type: ignore[union-attr]


def test_a_failure_that_is_refused_too_is_given_up_and_said() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(400), failed(400)]
    job = desk.job()
    desk.reporter.report(job)
    assert desk.given_up == [job]
    assert desk.settled == [job]


def test_a_refusal_in_the_outbox_is_dealt_with_there() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(503)]
    desk.wire.errors["v1"] = [failed(413), failed(413)]
    job = desk.job()
    desk.reporter.report(job)
    desk.pass_time()
    assert desk.given_up == [job]
    assert len(desk.outbox) == 0


def test_a_full_outbox_takes_what_runs_and_brings_no_new_task() -> None:
    desk = Desk(tasks=5, capacity=2)
    desk.wire.errors["v2"] = [failed(500), failed(500)]
    desk.reporter.report(desk.job(1))
    desk.reporter.report(desk.job(2))
    assert desk.outbox.full
    assert desk.reporter.report(desk.job(3)) is None
    assert desk.sent() == [("v1", "t3", "COMPLETED")]
    desk.wire.errors["v1"] = [failed(500)]
    desk.reporter.report(desk.job(4))
    assert len(desk.outbox) == 3


def test_room_is_told() -> None:
    desk = Desk(capacity=1)
    told: list[int] = []
    desk.outbox.on_room = lambda: told.append(len(desk.outbox))
    desk.wire.errors["v2"] = [failed(500)]
    desk.reporter.report(desk.job())
    desk.pass_time()
    assert told == [0]


def test_when_the_server_answers_again_everything_is_due() -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(500), failed(500)]
    desk.reporter.report(desk.job(1))
    desk.reporter.report(desk.job(2))
    desk.wire.errors["v1"] = [failed(500)] * 12
    for _ in range(6):
        desk.clock.move(desk.outbox.deliver_due() or 0)
    desk.wire.errors["v1"].clear()
    assert desk.reporter.report(desk.job(3)) is None  # works: both others are due at once
    assert desk.outbox.deliver_due() is None
    assert [t for _, t, _ in desk.sent()] == ["t3", "t1", "t2"] or [t for _, t, _ in desk.sent()] == [
        "t3",
        "t2",
        "t1",
    ]


def test_trouble_is_one_line_and_its_end_is_one(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    with caplog.at_level(logging.INFO):
        for number in range(10):
            desk.wire.errors["v2"] = [failed(500)]
            desk.wire.errors["v1"] = [failed(500)]
            desk.reporter.report(desk.job(number))
            desk.outbox.deliver_due()
        desk.wire.errors = {"poll": [], "v1": [], "v2": []}
        desk.reporter.report(desk.job(77))
    lines = [r.getMessage() for r in caplog.records]
    assert len(lines) == 2
    assert "trying again until it works" in lines[0]
    assert "the server answers again" in lines[1]


def test_another_kind_of_trouble_is_said(caplog: pytest.LogCaptureFixture) -> None:
    contact = Contact("worker x", Clock())
    contact.failed("polling", failed(500))
    contact.failed("polling", failed(500))
    contact.failed("polling", NotSent(status=0))
    assert len(caplog.records) == 2


def test_no_payload_in_any_line(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    desk.wire.errors["v2"] = [failed(400), failed(400)]
    job = desk.job()
    assert job.result is not None
    job.result.output_data = {"password": "hunter2"}
    with caplog.at_level(logging.DEBUG):
        desk.reporter.report(job)
    assert "hunter2" not in caplog.text


def test_chain_can_be_left_out_for_one_report() -> None:
    desk = Desk(tasks=1)
    assert desk.reporter.report(desk.job(), chain=False) is None
    assert desk.sent() == [("v1", "t99", "COMPLETED")]
    assert desk.reporter.chain


def test_the_meter_sees_each_report() -> None:
    seen: list[str | None] = []

    class Meter:
        def updated(self, seconds: float, error: BaseException | None) -> None:
            seen.append(None if error is None else type(error).__name__)

    desk = Desk(meter=Meter())
    desk.wire.errors["v2"] = [failed(500)]
    desk.reporter.report(desk.job(1))
    desk.reporter.report(desk.job(2))
    assert seen == ["ApiException", None]


class Late(PendingReport):
    """A report whose answer comes when the test says so: a task, None, or an error."""

    def __init__(self) -> None:
        super().__init__(0, "no answer for 3 s", transient=True)
        self.timed_out = True
        self.answers: list[Any] = []
        self.looks = 0

    def look(self) -> bool:
        self.looks += 1
        if not self.answers:
            return False
        if isinstance(self.answers[0], Exception):
            raise self.answers[0]
        self.task = self.answers[0]
        return True


def test_an_answer_that_is_late_is_waited_for_off_the_slot() -> None:
    desk, late = Desk(tasks=3), Late()
    given: list[Any] = []
    desk.outbox.late = given.append
    desk.wire.errors["v2"] = [late]
    job = desk.job(1)
    assert desk.reporter.report(job) is None
    for _ in range(3):
        assert desk.outbox.deliver_due() == pytest.approx(0.2)
        desk.clock.move(0.2)
    assert (late.looks, desk.settled) == (2, [])
    late.answers = [task(7)]
    desk.pass_time()
    assert (desk.settled, desk.sent()) == ([job], [])  # nothing was reported twice
    assert [t.task_id for t in given] == ["t7"]


def test_while_answers_are_late_no_task_is_asked_for_with_them() -> None:
    desk = Desk(tasks=3)
    desk.wire.errors["v2"] = [Late()]
    for number in (1, 2, 3):
        desk.reporter.report(desk.job(number))
    assert [verb for verb, *_ in desk.sent()] == ["v1", "v2"]


@pytest.mark.parametrize("error", [AmbiguousAnswer(0, "cut"), failed(500), no_route()])
def test_a_late_answer_that_is_none_is_followed_by_a_plain_report(error: Exception) -> None:
    desk, late = Desk(), Late()
    late.answers = [error]
    desk.wire.errors["v2"] = [late]
    job = desk.job(1)
    desk.reporter.report(job)
    desk.pass_time()
    assert desk.sent() == [("v1", "t1", "COMPLETED")]
    assert desk.settled == [job]


def test_a_plain_report_may_be_late_too() -> None:
    desk, first, second = Desk(), Late(), Late()
    first.answers, second.answers = [AmbiguousAnswer(0, "cut")], [None]
    desk.wire.errors["v2"], desk.wire.errors["v1"] = [first], [second]
    job = desk.job(1)
    desk.reporter.report(job)
    desk.pass_time()
    assert (desk.settled, desk.sent(), second.looks) == ([job], [], 1)


def test_who_stops_waits_a_little_for_a_late_answer_then_reports_again() -> None:
    desk, late = Desk(), Late()
    desk.wire.errors["v2"] = [late]
    job = desk.job(1)
    desk.reporter.report(job)
    desk.outbox.hurry_at_last()
    started = desk.clock.now
    desk.pass_time()
    assert desk.sent() == [("v1", "t1", "COMPLETED")]
    assert 2.0 <= desk.clock.now - started < 3.0


def test_a_report_that_hangs_on_is_repeated_and_its_task_still_looked_for() -> None:
    """A connection may be dead without a word; its 20 seconds would be the workflow's."""
    desk, late = Desk(), Late()
    given: list[Any] = []
    desk.outbox.late = given.append
    desk.wire.errors["v2"] = [late]
    job, started = desk.job(1), desk.clock.now
    desk.reporter.report(job)
    while not desk.settled:
        wait = desk.outbox.deliver_due()
        assert wait is not None
        desk.clock.move(wait)
    assert 4.0 < desk.clock.now - started < 6.0
    assert desk.sent() == [("v1", "t1", "COMPLETED")]
    assert desk.outbox.wait_empty(0)
    late.answers = [task(7)]
    desk.pass_time()
    assert [t.task_id for t in given] == ["t7"]
    assert desk.settled == [job]


def test_a_late_answer_that_never_comes_ends_the_looking() -> None:
    desk, late = Desk(), Late()
    desk.wire.errors["v2"] = [late]
    desk.reporter.report(desk.job(1))
    while not desk.settled:
        desk.clock.move(desk.outbox.deliver_due() or 0)
    late.answers = [AmbiguousAnswer(0, "timed out")]
    desk.pass_time()
    assert desk.outbox.deliver_due() is None
