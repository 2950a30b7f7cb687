"""What becomes of a worker's post when its process ends, hangs or cannot be."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from conductor.client.automator import _launch
from conductor.client.automator._ledger import Held
from conductor.client.automator._place import ProcessPlace, ThreadPlace
from conductor.client.automator._post import Limits, Post
from conductor.client.automator._runner import Left
from conductor.client.worker.worker import Worker
from unit.automator.fakes import Clock

ONE = Held("t1", "w1", 0)


class Process:
    def __init__(self) -> None:
        self.pid: int | None = None
        self.exitcode: int | None = None

    def is_alive(self) -> bool:
        return self.pid is not None and self.exitcode is None


class FakePlace(ProcessPlace):
    """A process that is not there."""

    def __init__(self) -> None:
        self.process = Process()
        self.left: Left | None = None
        self.told_started = False
        self.says: str | None = None
        self.held: list[Held] = []
        self.silent = 0.0
        self.log: list[str] = []

    def start(self) -> None:
        self.process.pid = 1
        self.log.append("start")

    def stop(self, grace: float) -> None:
        self.log.append(f"stop {grace}")

    def hear(self) -> str | None:
        return self.says

    def ended(self) -> bool:
        return self.process.exitcode is not None

    def kill(self) -> None:
        self.log.append("kill")
        self.process.exitcode = -9

    def remains(self) -> list[Held]:
        return self.left.running if self.left is not None else self.held

    def silence(self) -> float:
        return self.silent

    def waitables(self) -> list[Any]:
        return ["sentinel"]

    def close(self) -> None:
        self.log.append("close")


class FakeThread(FakePlace, ThreadPlace):  # type: ignore[misc]
    pass


class Boss:
    """The supervisor, and the way back for tasks."""

    def __init__(self, restarts: bool = True) -> None:
        self.restarts = restarts
        self.back: list[str] = []
        self.failed: list[str] = []

    @property
    def returns(self) -> Boss:
        return self

    def hand_back(self, held: Held) -> None:
        self.back.append(held.task_id)

    def fail(self, held: Held, reason: str) -> None:
        self.failed.append(reason)


class Case:
    def __init__(self, **limits: Any) -> None:
        self.clock = Clock()
        self.places: list[Any] = []
        self.kinds: list[str] = []
        self.restarted: list[str] = []
        self.post = Post(
            Worker("job", print),
            self.make,
            "process",
            Limits(**limits),
            self.restarted.append,
            clock=self.clock,
        )
        self.post.start()
        self.boss: Any = Boss()

    def make(self, kind: str) -> Any:
        self.kinds.append(kind)
        self.places.append(FakePlace() if kind == "process" else FakeThread())
        return self.places[-1]

    @property
    def place(self) -> Any:
        return self.places[-1]

    def look(self) -> None:
        self.post.look(self.boss)


def test_a_crash_is_followed_by_a_restart_that_waits_longer_each_time() -> None:
    case = Case(first=1.0, most=5.0)
    for wait in (1.0, 2.0, 4.0, 5.0, 5.0):
        case.place.process.exitcode = 1
        case.look()
        assert case.post.waitables() == []
        case.clock.move(wait - 0.01)
        case.look()
        assert case.place.process.exitcode == 1
        case.clock.move(0.02)
        case.look()
        assert case.post.alive()
    assert case.post.restart_count == 5
    assert case.restarted == ["job"] * 5


def test_a_worker_that_lived_long_starts_again_soon() -> None:
    case = Case(first=1.0, most=5.0)
    for _ in range(3):
        case.place.process.exitcode = 1
        case.look()
        case.clock.move(10)
        case.look()
        case.clock.move(100)
    case.place.process.exitcode = 1
    case.look()
    case.clock.move(1.01)
    case.look()
    assert case.post.alive()


def test_the_number_of_restarts_can_be_limited(caplog: pytest.LogCaptureFixture) -> None:
    case = Case(first=0.0, attempts=1)
    case.place.process.exitcode = 1
    case.look()
    case.look()
    case.place.process.exitcode = 1
    case.look()
    case.look()
    assert case.post.given_up
    assert not case.post.alive()
    assert "is not started again" in caplog.text


def test_without_restarts_its_tasks_still_go_back() -> None:
    case = Case()
    case.boss.restarts = False
    case.place.held = [ONE]
    case.place.process.exitcode = -signal.SIGKILL
    case.look()
    assert case.post.given_up
    assert case.boss.back == ["t1"]


@pytest.mark.parametrize("code", [-signal.SIGKILL, -signal.SIGTERM])
def test_killed_from_outside_its_tasks_go_back_once(code: int) -> None:
    case = Case(first=0.0)
    for _ in range(2):
        case.place.held = [ONE]
        case.place.process.exitcode = code
        case.look()
        case.look()
    assert case.boss.back == ["t1"]
    assert len(case.boss.failed) == 1
    assert "killed by SIG" in case.boss.failed[0]


@pytest.mark.parametrize(
    ("code", "text"), [(3, "exit status 3"), (-signal.SIGSEGV, "SIGSEGV"), (-250, "signal 250")]
)
def test_a_process_that_ends_by_itself_fails_its_tasks(code: int, text: str) -> None:
    case = Case()
    case.place.held = [ONE]
    case.place.process.exitcode = code
    case.look()
    assert text in case.boss.failed[0]


def test_what_a_worker_leaves_with_a_goodbye_goes_back() -> None:
    case = Case()
    case.place.left = Left([ONE], [])
    case.place.process.exitcode = 0
    case.look()
    assert case.boss.back == ["t1"]


@pytest.mark.parametrize("how", ["unimportable", "no guard"])
def test_what_cannot_have_a_process_gets_threads(how: str, caplog: pytest.LogCaptureFixture) -> None:
    case = Case()
    if how == "unimportable":
        case.place.says = "it is a closure"
    else:
        case.place.process.exitcode = _launch.GUARD_MISSING
    case.look()
    assert case.kinds == ["process", "thread"]
    assert case.post.isolation == "thread"
    assert case.place.log == ["start"]
    assert ("it is a closure" if how == "unimportable" else "__main__") in caplog.text


@pytest.mark.parametrize("kill", [False, True])
def test_silence_is_said_once_and_can_be_ended(kill: bool, caplog: pytest.LogCaptureFixture) -> None:
    case = Case(stalled=kill)
    case.place.silent = 31.0
    case.look()
    case.look()
    assert caplog.text.count("has not been heard of") == 1
    assert not case.post.alive()
    assert ("kill" in case.place.log) is kill
    if not kill:
        case.place.silent = 0.0
        case.look()
        assert case.post.alive()


def test_stopping_in_order() -> None:
    case = Case()
    case.post.stop(5)
    assert not case.post.settle(case.boss)
    case.place.left = Left([ONE], [])
    case.place.process.exitcode = 0
    assert case.post.settle(case.boss)
    assert case.post.settle(case.boss)
    case.post.finish(case.boss)
    assert case.boss.back == ["t1"]
    assert case.place.log == ["start", "stop 5", "close"]


def test_what_does_not_end_is_killed_and_its_tasks_go_back(caplog: pytest.LogCaptureFixture) -> None:
    case = Case()
    case.place.held = [ONE]
    case.post.stop(5)
    case.post.finish(case.boss)
    assert "kill" in case.place.log
    assert case.boss.back == ["t1"]
    assert "did not end in time" in caplog.text


def test_stopping_while_it_waits_for_its_restart() -> None:
    case = Case()
    case.place.process.exitcode = 1
    case.look()
    case.post.stop(5)
    assert case.post.settle(case.boss)


def test_status() -> None:
    case = Case()
    assert not case.post.ready()
    case.place.told_started = True
    assert case.post.ready()
    assert case.post.status() == {
        "worker": "job", "pid": 1, "alive": True, "exitcode": None, "restart_count": 0,
        "isolation": "process",
        "stalled": False,
    }  # fmt: skip
