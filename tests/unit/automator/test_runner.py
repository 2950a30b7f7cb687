"""A whole worker on a fake wire."""

from __future__ import annotations

import asyncio
import datetime as dt  # noqa: TC003 - read from the annotation of a worker
import logging
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Callable

import pytest

from conductor.client.automator import _settings
from conductor.client.automator._events import Events
from conductor.client.automator._ledger import Held
from conductor.client.automator._runner import Runner
from conductor.client.event.task_runner_events import (
    PollCompleted,
    PollStarted,
    TaskExecutionCompleted,
    TaskExecutionFailure,
    TaskExecutionStarted,
    TaskUpdateFailure,
)
from conductor.client.http.models.task_result import TaskResult
from conductor.client.worker.worker import Worker
from conductor.client.worker.worker_interface import WorkerInterface
from unit.automator.fakes import FakeWire, OneWire, failed, task

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task


class Listener:
    def __init__(self) -> None:
        self.events: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("on_"):
            return self.events.append
        raise AttributeError(name)


def runner_of(worker: WorkerInterface, wire: FakeWire, **options: Any) -> Runner:
    wires: Any = OneWire(wire)
    return Runner(worker, _settings.resolve(worker), wires, **options)


def serve(worker: WorkerInterface, wire: FakeWire, **options: Any) -> Runner:
    """Run until the wire has nothing more, then drain."""
    idle = threading.Event()
    wire.on_idle = idle.set
    runner = runner_of(worker, wire, **options)
    runner.start()
    assert idle.wait(10)
    assert runner.drain(10) == ([], [])
    assert runner.idle()
    return runner


def done(wire: FakeWire) -> list[str]:
    return sorted(str(r.task_id) for _, r in wire.reports)


def names(count: int) -> list[str]:
    return sorted(f"t{n}" for n in range(count))


def double(n: int) -> int:
    return n * 2


async def adouble(n: int) -> int:
    await asyncio.sleep(0)
    return n * 2


@pytest.mark.parametrize("threads", [1, 4])
@pytest.mark.parametrize("function", [double, adouble])
def test_every_task_is_run_and_reported_once(function: Callable[[int], Any], threads: int) -> None:
    wire = FakeWire(50)
    serve(Worker("kind", function, thread_count=threads), wire)
    assert done(wire) == names(50)
    assert all(r.output_data == {"result": int(str(r.task_id)[1:]) * 2} for _, r in wire.reports)
    assert wire.closed >= threads  # every thread's wire


def test_one_slot_needs_one_request_per_task() -> None:
    wire = FakeWire(20)
    serve(Worker("kind", double), wire)
    assert [verb for verb, _ in wire.reports] == ["v2"] * 20
    assert len(wire.polls) <= 3


def test_coroutines_run_at_the_same_time_up_to_the_limit() -> None:
    running, most = 0, 0
    together: asyncio.Event | None = None

    async def work(n: int) -> None:
        nonlocal running, most, together
        together = together or asyncio.Event()  # on the loop: Python 3.9 ties it to the one that runs
        running += 1
        most = max(most, running)
        if running == 3:
            together.set()
        await asyncio.wait_for(together.wait(), 5)
        running -= 1

    wire = FakeWire(3)
    serve(Worker("kind", work, thread_count=3), wire)
    assert most == 3
    assert done(wire) == names(3)


def test_domain_and_id_go_with_the_poll() -> None:
    wire = FakeWire(1)
    serve(Worker("kind", double, domain="blue", worker_id="me"), wire)
    assert wire.polls[0] == ("kind", 1, 1000, "blue")
    assert wire.reports[0][1].worker_id == "me"


def test_several_names_take_turns_and_none_chains() -> None:
    class Both(WorkerInterface):
        def execute(self, task: Task) -> TaskResult:
            return self.get_task_result_from_task(task)

    wire = FakeWire(4)
    serve(Both(["a", "b"]), wire)
    assert [p[0] for p in wire.polls[:4]] == ["a", "b", "a", "b"]
    assert [verb for verb, _ in wire.reports] == ["v1"] * 4
    assert {str(r.status) for _, r in wire.reports} == {"COMPLETED"}


def test_a_class_that_returns_something_else() -> None:
    class Odd(WorkerInterface):
        def execute(self, task: Task) -> Any:
            if task.task_id == "t1":
                raise ValueError("odd")
            return {"plain": 1}

    wire = FakeWire(2)
    serve(Odd("kind"), wire)
    by_id = {r.task_id: r for _, r in wire.reports}
    assert by_id["t0"].output_data == {"plain": 1}
    assert str(by_id["t1"].status) == "FAILED"


def test_events_tell_the_story() -> None:
    def f(n: int) -> int:
        if n == 1:
            raise ValueError("one")
        return n

    listener = Listener()
    wire = FakeWire(2)
    serve(Worker("kind", f), wire, events=Events([listener]))
    kinds = [type(e) for e in listener.events]
    assert kinds[:2] == [PollStarted, PollCompleted]
    assert kinds.count(TaskExecutionStarted) == 2
    completed = next(e for e in listener.events if isinstance(e, TaskExecutionCompleted))
    assert (completed.task_id, completed.output_size_bytes) == ("t0", len('{"result":0}'))
    failure = next(e for e in listener.events if isinstance(e, TaskExecutionFailure))
    assert (failure.task_id, failure.workflow_instance_id) == ("t1", "w1")
    assert (type(failure.cause), str(failure.cause)) == (ValueError, "one")


@pytest.mark.parametrize("raised", [KeyError("k"), SystemExit(3)])
def test_a_failure_is_told_with_what_was_raised(raised: BaseException) -> None:
    class Raises(WorkerInterface):
        def execute(self, task: Task) -> TaskResult:
            raise raised

    def f(n: int) -> int:
        raise raised

    async def g(n: int) -> int:
        raise raised

    for worker in (Raises("kind"), Worker("kind", f), Worker("kind", g)):
        listener = Listener()
        wire = FakeWire(1)
        serve(worker, wire, events=Events([listener]))
        failure = next(e for e in listener.events if isinstance(e, TaskExecutionFailure))
        assert failure.cause is raised
        assert not [name for name, value in vars(wire.reports[0][1]).items() if value is raised]


def test_a_failure_that_is_returned_was_not_raised() -> None:
    """As published: its time counts as a success, and no error is counted."""
    listener = Listener()
    wire = FakeWire(1)
    serve(Worker("kind", lambda task: TaskResult.failed("no")), wire, events=Events([listener]))
    assert TaskExecutionFailure not in [type(e) for e in listener.events]
    assert any(isinstance(e, TaskExecutionCompleted) for e in listener.events)
    assert str(wire.reports[0][1].status) == "FAILED"


@pytest.mark.parametrize("raised", [RuntimeError("bad listener"), SystemExit(3), KeyboardInterrupt()])
def test_a_listener_that_raises_disturbs_nothing(
    caplog: pytest.LogCaptureFixture, raised: BaseException
) -> None:
    class Bad:
        def hear(self, event: Any) -> None:
            raise raised

        on_poll_started = on_poll_completed = on_task_execution_started = on_task_execution_completed = hear

    wire = FakeWire(2)
    serve(Worker("kind", double), wire, events=Events([Bad()]))
    assert done(wire) == names(2)
    assert "A listener of TaskExecutionStarted failed" in caplog.text


def test_stopping_reports_without_taking_more() -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(n: int) -> int:
        inside.set()
        assert go.wait(10)
        return n

    wire = FakeWire(5)
    runner = runner_of(Worker("kind", slow), wire)
    runner.start()
    assert inside.wait(10)
    runner.stop_polling()
    go.set()
    assert runner.drain(10) == ([], [])
    assert [(verb, r.task_id) for verb, r in wire.reports] == [("v1", "t0")]
    assert len(wire.tasks) == 4


@pytest.mark.parametrize("kind", ["thread", "coroutine"])
def test_what_does_not_finish_is_named(kind: str) -> None:
    inside, go = threading.Event(), threading.Event()

    def stuck(n: int) -> int:
        inside.set()
        assert go.wait(20)
        return n

    async def astuck(n: int) -> int:
        inside.set()
        while not go.is_set():
            await asyncio.sleep(0.001)
        return n

    wire = FakeWire(1)
    runner = runner_of(Worker("kind", stuck if kind == "thread" else astuck), wire)
    runner.start()
    assert inside.wait(10)
    left = runner.drain(0)
    assert left.running == [Held("t0", "w0", 0)]
    go.set()
    assert runner._slots.join(10)
    assert [(verb, r.task_id) for verb, r in wire.reports] == [("v1", "t0")]  # late, but not lost


def test_what_is_not_delivered_is_said_and_published(caplog: pytest.LogCaptureFixture) -> None:
    listener = Listener()
    wire = FakeWire(1)
    idle = threading.Event()
    wire.on_idle = idle.set
    wire.errors["v2"] = [failed(500)]
    wire.errors["v1"] = [failed(500)] * 1000
    runner = runner_of(Worker("kind", lambda task: {"secret": "payload"}), wire, events=Events([listener]))
    runner.start()
    assert idle.wait(10)
    left = runner.drain(0.05)
    assert left.undelivered == [Held("t0", "w0", 0)]
    events = [e for e in listener.events if isinstance(e, TaskUpdateFailure)]
    assert [(e.task_id, e.task_result.output_data) for e in events] == [("t0", {"secret": "payload"})]
    lines = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert len(lines) == 1
    assert "t0" in lines[0].getMessage()
    assert "payload" not in caplog.text
    assert lines[0].task_id == "t0"  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", ["hunter2", "2024-13-45"])
def test_an_input_that_does_not_fit_is_logged_without_its_value(
    caplog: pytest.LogCaptureFixture, value: str
) -> None:
    def when(at: dt.datetime) -> None: ...

    wire = FakeWire()
    wire.tasks.append(task(1))
    wire.tasks[0].input_data = {"at": value}
    assert runner_of(Worker("kind", when, strict=True), wire).once()
    reason = wire.reports[0][1].reason_for_incompletion or ""
    assert f"got text '{value}'" in reason
    line = next(r.getMessage() for r in caplog.records if r.levelno == logging.WARNING)
    assert "worker kind: parameter at: at at: expected datetime" in line
    assert line.endswith(", got text")
    assert value not in caplog.text


def test_one_round_in_the_callers_thread() -> None:
    wire = FakeWire(3)
    runner = runner_of(Worker("kind", double), wire)
    assert runner.once()
    assert done(wire) == names(3)
    assert not runner.once()


def test_a_task_without_response_timeout_is_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    wire = FakeWire()
    wire.tasks.extend(task(n, response_timeout_seconds=0) for n in range(3))
    serve(Worker("kind", double), wire)
    assert caplog.text.count("has no responseTimeoutSeconds") == 1


def test_a_paused_worker_does_not_poll() -> None:
    counted = threading.Event()

    class Meter:
        def paused(self) -> None:
            counted.set()

        def active_changed(self, by: int) -> None: ...

    wire = FakeWire(1)
    runner = runner_of(Worker("kind", double, paused=True), wire, meter=Meter())
    runner.start()
    assert counted.wait(10)
    assert runner.drain(5) == ([], [])
    assert wire.polls == []


def test_the_line_of_the_guide(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker("kind", double)
    with caplog.at_level(logging.INFO):
        _settings.resolve(worker).announce(worker, 4711)
    applies, polls = caplog.records
    assert "name=kind, pid=4711, status=active" in applies.getMessage()
    assert polls.getMessage() == "Polling task kind with domain None with polling interval 0.1"
    assert polls.name == "conductor.client.automator.task_runner"


def test_a_worker_says_in_its_own_process_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Numbered(Worker):
        number = 1

        def get_identity(self) -> str:
            return f"process {self.number}"

    worker = Numbered("kind", double)
    told = _settings.resolve(worker)
    assert _settings.adopt(worker, told) is told
    worker.number = 2  # as in a process of its own
    assert _settings.adopt(worker, told).worker_id == "process 2"
    monkeypatch.setenv("CONDUCTOR_WORKER_KIND_WORKER_ID", "said")
    assert _settings.adopt(worker, _settings.resolve(worker)).worker_id == "said"


def test_a_worker_without_listeners_loads_no_events() -> None:
    code = "import sys; from conductor.client.automator import _zygote_main as m; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert "conductor.client.automator._events" in loaded
    assert "task_runner_events" not in loaded
    assert "asyncio" not in loaded


def test_an_output_that_is_no_json_fails_the_task() -> None:
    from conductor.client.exceptions import EncodingError

    wire = FakeWire(1)
    wire.errors["v2"] = [EncodingError("result: NaN")]
    serve(Worker("kind", lambda task: float("nan")), wire)
    assert str(wire.reports[0][1].status) == "FAILED_WITH_TERMINAL_ERROR"


@pytest.mark.parametrize("kind", ["thread", "coroutine"])
def test_a_task_that_comes_after_the_grace_time_goes_back_unopened(kind: str) -> None:
    """One slot never ends, the other's poll is open when the time is over: only its answer is awaited."""
    inside, polled, go = threading.Event(), threading.Event(), threading.Event()
    ran: list[int] = []

    def stuck(n: int) -> int:
        ran.append(n)
        inside.set()
        assert go.wait(20)
        return n

    async def astuck(n: int) -> int:
        ran.append(n)
        inside.set()
        while not go.is_set():
            await asyncio.sleep(0.001)
        return n

    class Open(FakeWire):
        def poll(self, task_type: str, **asked: Any) -> list[Task]:  # type: ignore[override]
            if len(self.polls) < 1:
                return super().poll(task_type, **asked)
            polled.set()
            assert answer.wait(20)
            return [task(7, output_data={"so": "far"})]

    answer = threading.Event()
    wire = Open(1)
    runner = runner_of(Worker("kind", stuck if kind == "thread" else astuck, thread_count=2), wire)
    runner.start()
    assert inside.wait(10)
    assert polled.wait(10)
    threading.Timer(0.1, answer.set).start()
    started = time.monotonic()
    left = runner.drain(0)
    assert time.monotonic() - started < 3  # not the five seconds that an answer may take
    assert left == ([Held("t0", "w0", 0)], [])
    assert ran == [0]
    returned = wire.reports[0][1]
    assert (returned.task_id, str(returned.status), returned.output_data) == (
        "t7",
        "IN_PROGRESS",
        {"so": "far"},
    )
    go.set()
    assert runner._slots.join(10)
