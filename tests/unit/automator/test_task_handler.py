"""A handler with its workers in threads of the test, on a fake wire."""

from __future__ import annotations

import asyncio
import atexit
import logging
import multiprocessing
import os
import pickle
import signal
import threading
import time
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from conductor.client.automator import (
    _child,
    _launch,
    _logs,
    _place,
    _returns,
    _settings,
    _signals,
    _wire,
    task_handler,
)
from conductor.client.automator._ledger import Held, Ledger
from conductor.client.automator.async_task_runner import AsyncTaskRunner
from conductor.client.automator.task_handler import TaskHandler
from conductor.client.automator.task_runner import TaskRunner
from conductor.client.configuration.configuration import Configuration
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
from conductor.client.worker import _registry
from conductor.client.worker.worker import Worker
from conductor.client.worker.worker_task import worker_task
from unit.automator.fakes import FakeWire, OneWire, failed, task

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    before = dict(_registry.decorated_functions)
    _registry.decorated_functions.clear()
    yield
    _registry.decorated_functions.clear()
    _registry.decorated_functions.update(before)


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> FakeWire:
    made = FakeWire()
    monkeypatch.setattr(_wire, "to_server", lambda configuration, metrics=None: OneWire(made))
    return made


class Api:
    """GET /tasks/{id}."""

    answers: ClassVar[dict[str, Any]] = {}

    def __init__(self, client: Any) -> None: ...

    def get_task(self, task_id: str, **options: Any) -> Any:
        answer = self.answers[task_id]
        if isinstance(answer, Exception):
            raise answer
        return answer


def double(n: int) -> int:
    return n * 2


def handler_of(*workers: Any, **options: Any) -> TaskHandler:
    return TaskHandler(
        list(workers), Configuration(), scan_for_annotated_workers=False, isolation="thread", **options
    )


def run_all(handler: TaskHandler, wire: FakeWire, count: int) -> None:
    idle = threading.Event()
    wire.tasks.extend(task(n) for n in range(count))
    wire.on_idle = idle.set
    handler.start_processes()
    assert idle.wait(10)


def test_start_status_and_stop(wire: FakeWire, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), handler_of(Worker("kind", double)) as handler:
        assert not handler.is_healthy()
        run_all(handler, wire, 5)
        assert handler.is_healthy()
        (status,) = handler.get_worker_process_status()
        assert (status["worker"], status["alive"], status["isolation"]) == ("kind", True, "thread")
        assert handler.task_runner_processes[0].is_alive()
        assert handler.http_port is None
        handler.task_runner_processes[0].join(0)
        with pytest.raises(RuntimeError, match="has been started before"):
            handler.start_processes()
    assert not handler.is_healthy()
    assert len(wire.reports) == 5
    assert handler.task_runner_processes[0].exitcode == 0
    lines = [r.getMessage() for r in caplog.records if r.name.endswith("task_handler")]
    assert lines == [
        "TaskHandler initialized",
        "Starting worker processes...",
        "Started 1 TaskRunner process",
        "Started all processes",
        "Stopped worker processes...",
    ]


def test_join_returns_when_somebody_stops_it(wire: FakeWire) -> None:
    handler = handler_of(Worker("kind", double))
    run_all(handler, wire, 1)
    stopper = threading.Timer(0.05, handler.task_runner_processes[0].terminate)
    stopper.start()
    threading.Timer(0.1, handler.stop_processes).start()
    handler.join_processes()
    assert len(wire.reports) == 1


def test_ctrl_c_in_join_stops(wire: FakeWire, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = handler_of(Worker("kind", double))
    run_all(handler, wire, 1)
    real, raised = handler._workforce.wait, []

    def wait() -> None:
        if not raised:
            raised.append(1)
            raise KeyboardInterrupt
        real()

    monkeypatch.setattr(handler._workforce, "wait", wait)
    handler.join_processes()
    assert not handler.is_healthy()


def test_a_handler_that_was_never_started_stops_and_joins() -> None:
    handler = handler_of(Worker("kind", double))
    handler.join_processes()
    handler.stop_processes()


def test_a_function_that_does_not_end_bounds_the_stop(
    wire: FakeWire, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from conductor.client.http.api import task_resource_api

    monkeypatch.setattr(task_resource_api, "TaskResourceApi", Api)
    Api.answers = {"t0": task(0, status="IN_PROGRESS")}
    inside, go = threading.Event(), threading.Event()

    def stuck(n: int) -> int:
        inside.set()
        assert go.wait(20)
        return n

    wire.tasks.append(task(0))
    handler = handler_of(Worker("kind", stuck))
    handler.start_processes()
    assert inside.wait(10)
    handler.stop_processes(timeout=0)
    assert "runs on: it is reported when it ends" in caplog.text
    supervisor = handler._workforce._supervisor
    assert supervisor is not None
    atexit.unregister(supervisor._at_exit)
    supervisor._at_exit()  # the program ends before the function does
    go.set()
    assert [(str(r.status), r.output_data) for _, r in wire.reports][:1] == [("IN_PROGRESS", {})]


def test_decorated_functions_are_found_and_the_callers_list_is_its_own(
    wire: FakeWire, caplog: pytest.LogCaptureFixture
) -> None:
    worker_task("found", domain="d")(double)
    given: list[Any] = [Worker("kind", double)]
    with caplog.at_level(logging.INFO):
        handler = TaskHandler(given, Configuration(), isolation="thread")
    assert [w.get_task_definition_name() for w in handler.workers] == ["kind", "found"]
    assert len(given) == 1
    assert "created worker with name=found and domain=d" in caplog.text


def test_a_single_worker_will_do(wire: FakeWire) -> None:
    assert (
        len(TaskHandler(Worker("kind", double), scan_for_annotated_workers=False, isolation="thread").workers)
        == 1
    )


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        ({"workers": [double]}, TypeError, "takes Worker objects"),
        ({"isolation": "fibre"}, ValueError, "can be 'process' or 'thread'"),
        ({"import_modules": ["no_such_module_at_all"]}, ModuleNotFoundError, "no_such_module_at_all"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        TaskHandler(**options)


def test_typos_in_the_environment_are_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CONDUCTOR_WORKER_ALL_TREAD_COUNT", "3")
    handler_of(Worker("kind", double))
    assert "CONDUCTOR_WORKER_ALL_TREAD_COUNT sets nothing" in caplog.text


def test_the_port_and_a_port_that_is_taken(wire: FakeWire) -> None:
    first = handler_of(Worker("kind", double), health_port=0)
    first.start_processes()
    second = handler_of(Worker("kind", double), health_port=first.http_port)
    with pytest.raises(OSError, match=r"(?i)in use"):
        second.start_processes()
    first.stop_processes()


def test_metrics_and_restarts_are_collected(wire: FakeWire, tmp_path: Any, metric_values: None) -> None:
    from conductor.client.configuration.settings.metrics_settings import MetricsSettings

    settings = MetricsSettings(directory=str(tmp_path), update_interval=0.01)
    handler = handler_of(Worker("kind", double), metrics_settings=settings)
    run_all(handler, wire, 3)
    handler._workforce.services.restarted("kind")
    handler._workforce.services.died(None)
    handler.stop_processes()
    text = (tmp_path / "metrics.log").read_text()
    assert 'task_poll_total{taskType="kind"}' in text
    assert 'worker_restart_total{taskType="kind"} 1.0' in text


def test_daemons_end_with_the_programs_main_part(wire: FakeWire, monkeypatch: pytest.MonkeyPatch) -> None:
    with handler_of(Worker("kind", double)) as handler:
        for process in handler.task_runner_processes:
            process.daemon = True
        run_all(handler, wire, 1)
        monkeypatch.setattr(_signals, "main_is_over", lambda: True)
        handler.join_processes()
        assert not handler.task_runner_processes[0].is_alive()


def test_upstreams_other_processes_have_ended() -> None:
    handler = handler_of(Worker("kind", double))
    assert handler.metrics_provider_process is None
    handler.queue.put_nowait(None)
    handler.logger_process.join(timeout=2)
    handler.logger_process.terminate()
    assert (handler.logger_process.is_alive(), handler.logger_process.exitcode) == (False, 0)


def test_upstreams_other_names_are_here() -> None:
    assert task_handler.Worker is Worker
    assert task_handler.TaskRunner is TaskRunner
    with pytest.raises(AttributeError):
        task_handler.Nothing  # noqa: B018


def test_a_lambda_runs_in_threads_also_with_process_isolation(caplog: pytest.LogCaptureFixture) -> None:
    handler = TaskHandler(
        [Worker("kind", lambda task: 1)], scan_for_annotated_workers=False, isolation="process"
    )
    assert handler._workforce.posts[0].isolation == "thread"
    assert "runs in threads of this process" in caplog.text


def test_a_listener_that_cannot_travel_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    handler = handler_of(Worker("kind", double), event_listeners=[lambda: 1, "text"])
    crew = handler._workforce._crew
    assert pickle.loads(crew.surroundings("spawn").listeners) == ["text"]
    assert pickle.loads(crew.surroundings("spawn").listeners) == ["text"]
    assert caplog.text.count("cannot go to the workers' processes") == 1


def test_a_token_that_cannot_be_had_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from conductor.client.http import api_client

    configuration = Configuration(authentication_settings=AuthenticationSettings("k", "s"))
    handler = TaskHandler([], configuration, scan_for_annotated_workers=False)

    def refuse(self: Any) -> None:
        raise failed(401)

    monkeypatch.setattr(api_client.ApiClient, "get_authentication_headers", refuse)
    handler._workforce._crew.fetch_token()
    assert "No token yet, the workers try on" in caplog.text


def test_task_runner_runs_until_it_is_stopped(wire: FakeWire) -> None:
    runner = TaskRunner(Worker("kind", double), Configuration())
    wire.tasks.extend(task(n) for n in range(3))
    wire.on_idle = runner.stop
    with runner:
        runner.run()
    assert len(wire.reports) == 3


def test_task_runner_once(wire: FakeWire, caplog: pytest.LogCaptureFixture) -> None:
    runner = TaskRunner(Worker("kind", double, poll_interval=1))
    wire.tasks.append(task(0))
    runner.run_once()
    wire.errors["poll"].append(ConnectionError("gone"))
    runner.run_once()
    assert "polling failed" in caplog.text
    runner.run_once()
    assert len(wire.reports) == 1
    with pytest.raises(TypeError, match="needs a worker"):
        TaskRunner(double)  # type: ignore[arg-type]


def test_async_task_runner(wire: FakeWire) -> None:
    async def story() -> None:
        async with AsyncTaskRunner(Worker("kind", double, poll_interval=1)) as runner:
            wire.tasks.append(task(0))
            await runner.run_once()
            running = asyncio.create_task(runner.run())
            while len(wire.polls) < 3:
                await asyncio.sleep(0.001)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

    asyncio.run(story())
    assert len(wire.reports) == 1


def test_the_childs_main_program(wire: FakeWire, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    ours, theirs = multiprocessing.Pipe()
    ledger = Ledger.create(4)
    around = _launch.Surroundings(
        configuration=Configuration(), metrics_settings=None, listeners=pickle.dumps([]), workers=1,
        grace=5.0, logs=_logs.Plan(level=logging.root.level), environ=dict(os.environ),
    )  # fmt: skip
    worker = Worker("kind", double)
    launch = _launch.Launch(
        surroundings=around, worker=pickle.dumps(worker), settings=_settings.resolve(worker),
        ledger=ledger.path, rows=4, parent=0, connection=theirs,
    )  # fmt: skip
    wire.tasks.append(task(0))
    wire.on_idle = lambda: ours.send(("stop", 5.0))
    try:
        _child.main(launch)
        assert ours.recv()[0] == "started"
        assert ours.recv() == ("left", ([], []))
        assert [r.task_id for _, r in wire.reports] == ["t0"]
        assert ledger.held() == []

        wire.on_idle = lambda: os.kill(os.getpid(), signal.SIGTERM)
        _child.main(launch)
        assert ours.recv()[0] == "started"
        assert ours.recv()[0] == "left"

        launch.worker = b"no pickle"
        _child.main(launch)
        assert ours.recv()[0] == "unimportable"

        wire.on_idle = ours.close
        launch.worker = pickle.dumps(Worker("kind", double))
        _child.main(launch)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        ledger.remove()


def test_tasks_go_back_with_their_output(wire: FakeWire, monkeypatch: pytest.MonkeyPatch) -> None:
    from conductor.client.http.api import task_resource_api

    monkeypatch.setattr(task_resource_api, "TaskResourceApi", Api)
    from unit.automator.fakes import no_route

    Api.answers = {
        "open": task(1, status="IN_PROGRESS", output_data={"so": "far"}),
        "done": task(2, status="COMPLETED"),
        "gone": failed(404),
        "old": no_route(),
    }
    wires: Any = OneWire(wire)
    returns = _returns.Returns(wires, Configuration())
    for name in Api.answers:
        returns.hand_back(Held(name, "w", 0))
    returns.fail(Held("bad", "w", 0), "it crashed")
    returns.finish(10)
    sent = {r.task_id: (str(r.status), r.output_data, r.callback_after_seconds) for _, r in wire.reports}
    assert sent == {
        "open": ("IN_PROGRESS", {"so": "far"}, 0),
        "old": ("IN_PROGRESS", {}, 0),
        "bad": ("FAILED", {}, None),
    }


def test_what_cannot_go_back_is_said(wire: FakeWire, caplog: pytest.LogCaptureFixture) -> None:
    wire.errors["v1"] = [failed(500)] * 1000
    wires: Any = OneWire(wire)
    returns = _returns.Returns(wires, Configuration())
    returns.fail(Held("bad", "w", 0), "it crashed")
    returns.finish(0.01)
    assert "Task bad could not be handed back" in caplog.text


def test_a_wire_for_each_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[FakeWire] = []

    def make() -> FakeWire:
        made.append(FakeWire())
        return made[-1]

    wires = _wire.Wires(make)
    assert wires.here() is wires.here()
    other = threading.Thread(target=wires.here)
    other.start()
    other.join()
    assert len(made) == 2
    wires.leave()
    wires.leave()
    assert made[0].closed == 1
    assert _wire.lacks_route(ValueError()) is False


def test_a_wire_to_the_server() -> None:
    from conductor.client.automator._task_wire import TaskWire

    assert isinstance(_wire.to_server(Configuration()).here(), TaskWire)


class Asked:
    stopping = False

    def __init__(self) -> None:
        self.said: list[Any] = []

    def request_stop(self, grace: Any = None, dying: Any = None) -> None:
        self.said.append(("stop", dying))
        self.stopping = True

    def force(self) -> None:
        self.said.append("force")


def test_signals_reach_the_supervisor_and_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        asked: Any = Asked()
        _signals.watch(asked)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        assert asked.said == []
        with pytest.raises(SystemExit) as raised:
            os.kill(os.getpid(), signal.SIGTERM)
        assert raised.value.code == 143
        assert asked.said == [("stop", None)]
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        assert asked.said[-1] == "force"

        monkeypatch.setattr(_signals, "main_is_over", lambda: True)
        asked.stopping = False
        os.kill(os.getpid(), signal.SIGINT)
        assert asked.said[-1] == ("stop", None)
        _signals.forget(asked)
        assert signal.getsignal(signal.SIGINT) == signal.default_int_handler

        signal.signal(signal.SIGINT, lambda n, f: None)
        mine = signal.getsignal(signal.SIGINT)
        _signals.watch(asked)
        assert signal.getsignal(signal.SIGINT) is mine
        _signals.forget(asked)
        assert signal.getsignal(signal.SIGINT) is mine
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.mark.parametrize(
    ("number", "means"), [(signal.SIGTERM, SystemExit), (signal.SIGINT, KeyboardInterrupt)]
)
def test_a_signal_while_the_workers_start_loses_no_task(
    wire: FakeWire, monkeypatch: pytest.MonkeyPatch, number: int, means: type[BaseException]
) -> None:
    """The first worker holds a task, the second has not started: both drain before the program ends."""
    begun, go_on = threading.Event(), threading.Event()

    @worker_task("job")
    def job() -> int:
        begun.set()
        go_on.wait(5)
        return 7

    @worker_task("other")
    def other() -> None: ...

    wire.tasks.append(task(1))
    start = _place.ThreadPlace.start

    def start_and_be_told(place: _place.ThreadPlace) -> None:
        start(place)
        if place.name == "conductor-job":
            assert begun.wait(5)
            os.kill(os.getpid(), number)

    monkeypatch.setattr(_place.ThreadPlace, "start", start_and_be_told)
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    handler = TaskHandler(configuration=Configuration(), isolation="thread")
    try:
        with pytest.raises(means):
            handler.start_processes()
        assert not handler.is_healthy()
        assert [status["alive"] for status in handler.get_worker_process_status()][:1] == [True]
        go_on.set()
        handler.stop_processes()
        assert [result.output_data for _, result in wire.reports] == [{"result": 7}]
    finally:
        go_on.set()
        handler.stop_processes()
        for n, was in before.items():
            signal.signal(n, was)


def test_a_worker_that_cannot_be_started_does_not_hold_up_the_end(
    wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first runs already; the error comes out of start_processes, and nothing waits for the second."""

    def no_room(rows: int) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_place.Ledger, "create", no_room)
    handler = TaskHandler(
        [Worker("kind", double), Worker("other", lambda task: 1)],
        Configuration(),
        scan_for_annotated_workers=False,
    )
    started = time.monotonic()
    with pytest.raises(OSError, match="No space"), handler:
        handler.start_processes()
    assert time.monotonic() - started < 5
    assert threading.current_thread() is threading.main_thread()
    assert not handler.is_healthy()
