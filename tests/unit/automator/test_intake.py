"""Free slots and polls."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from conductor.client.automator._contact import Contact
from conductor.client.automator._intake import Intake
from conductor.client.automator._job import Job
from conductor.client.automator._pace import Pace, Poll
from conductor.client.exceptions import ApiException
from unit.automator.fakes import Clock, task

if TYPE_CHECKING:
    from collections.abc import Sequence


class Source:
    """Answers polls from a script: a number of tasks, or an error. At its end it stops the intake."""

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.asked: list[Poll] = []
        self.made = 0
        self.intake: Intake | None = None

    def __call__(self, asked: Poll) -> Sequence[Job]:
        self.asked.append(asked)
        if not self.script:
            assert self.intake is not None
            self.intake.stop()
            return ()
        step = self.script.pop(0)
        if isinstance(step, BaseException):
            raise step
        jobs = [Job(task(self.made + n), "kind") for n in range(step)]
        self.made += step
        return jobs


def make(source: Source, **options: Any) -> tuple[Intake, Clock, list[float]]:
    clock, naps = Clock(), list[float]()

    def nap(condition: threading.Condition, seconds: float) -> None:
        naps.append(seconds)
        clock.move(seconds)

    source.intake = Intake(source, Pace(), Contact("w", clock), clock=clock, nap=nap, **options)
    return source.intake, clock, naps


def test_one_slot_polls_until_there_is_a_task() -> None:
    source = Source(0, 0, 1)
    intake, _, naps = make(source)
    job = intake.take()
    assert job is not None
    assert job.task.task_id == "t0"
    assert source.asked == [Poll(1, 1000)] * 3
    assert naps == pytest.approx(
        [0.1, 0.1]
    )  # the fake server answers at once: the poll interval is waited for


def test_the_end_comes_as_none() -> None:
    intake, _, _ = make(Source())
    assert intake.take() is None
    assert intake.take() is None


def test_errors_are_waited_out() -> None:
    source = Source(ApiException(status=500), ApiException(status=500), 1)
    intake, _, naps = make(source)
    assert intake.take() is not None
    assert len(naps) == 2
    assert 0 < naps[0] <= 0.1 < naps[1] + 0.1


def test_an_error_of_any_kind_does_not_end_the_loop() -> None:
    intake, _, _ = make(Source(RuntimeError("odd"), 1))
    assert intake.take() is not None


def test_while_polling_is_not_allowed_nothing_is_asked() -> None:
    source = Source(1)
    allowed = iter([False, False, True])
    intake, _, naps = make(source, may_poll=lambda: next(allowed))
    assert intake.take() is not None
    assert naps == [1.0, 1.0]
    assert len(source.asked) == 1


def test_several_slots_share_what_one_polls() -> None:
    source = Source(1, 3)
    intake, _, _ = make(source)
    taken: list[str] = []
    lock, barrier = threading.Lock(), threading.Barrier(4)

    def slot() -> None:
        barrier.wait(5)
        while True:
            job = intake.take()
            if job is None:
                return
            with lock:
                taken.append(job.task.task_id or "")

    threads = [threading.Thread(target=slot) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(taken) == ["t0", "t1", "t2", "t3"]
    assert source.asked[0] == Poll(1, 1000)
    assert all(asked.count == 1 or asked.timeout_ms == 0 for asked in source.asked)


def test_tasks_of_the_poll_that_was_open_at_the_stop_still_come() -> None:
    class Stopping(Source):
        def __call__(self, asked: Poll) -> Sequence[Job]:
            assert self.intake is not None
            self.intake.stop()
            return super().__call__(asked)

    intake, _, _ = make(Stopping(1))
    assert intake.take() is not None
    assert intake.take() is None


def test_a_single_taker_gathers() -> None:
    source = Source(1, 5)
    intake, _, _ = make(source)
    assert len(intake.gather(8)) == 1
    assert len(intake.gather(7)) == 5
    assert source.asked == [Poll(1, 1000), Poll(7, 0)]
    assert intake.gather(2) == []


def test_a_wake_ends_the_wait() -> None:
    source = Source(0, 1)
    naps: list[float] = []

    def nap(condition: threading.Condition, seconds: float) -> None:
        naps.append(seconds)
        intake.wake()  # the clock stands still: only the wake can end it

    intake = Intake(source, Pace(poll_interval_ms=60_000), Contact("w"), clock=Clock(), nap=nap)
    source.intake = intake
    assert intake.take() is not None
    assert naps == [60.0]


def test_what_is_expected_is_told() -> None:
    told: list[float | None] = []
    intake, _, _ = make(Source(0, 1), expect=told.append)
    intake.take()
    assert told == [61.0, pytest.approx(60.1), 61.0, None]


def test_a_question_that_fails_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    """``paused()`` is the program's own code."""
    answers: list[Any] = [ZeroDivisionError("who knows"), True]

    def may_poll() -> bool:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return bool(answer)

    intake, _, _ = make(Source(1), may_poll=may_poll)
    assert intake.take() is not None
    assert "who knows" in caplog.text
