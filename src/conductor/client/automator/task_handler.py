"""Starts, watches and stops the workers of a program."""

from __future__ import annotations

import importlib
import logging
import os
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.automator import _launch, _logs, _wire, task_runner, worker_isolation
from conductor.client.automator._crew import Crew
from conductor.client.automator._place import Place, ProcessPlace, ThreadPlace
from conductor.client.automator._post import Limits, Post
from conductor.client.automator._returns import Returns
from conductor.client.automator._services import Services
from conductor.client.automator._supervisor import Supervisor
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker import _registry, _workers, worker_config
from conductor.client.worker.worker_interface import WorkerInterface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.configuration.settings.metrics_settings import MetricsSettings
    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.worker.worker import Worker

logger = logging.getLogger(__name__)

# Upstream: programs look at it, and clear it between tests.
_decorated_functions = _registry.decorated_functions


class TaskHandler:
    """Runs workers: those given, and with ``scan_for_annotated_workers`` every decorated function.

    Each gets a process of its own, or (``isolation="thread"``, or CONDUCTOR_WORKER_ISOLATION=thread) threads
    of this one. ``import_modules`` names modules to import first, for the decorated functions in them.
    ``event_listeners`` hear what happens in the workers, where it happens. ``strict``: for all workers that
    do not say otherwise.

    A worker whose process dies is started again (``restart_on_failure``) after ``restart_backoff_seconds``,
    doubled up to ``restart_backoff_max_seconds``, at most ``restart_max_attempts`` times (0: without end);
    ``restart_stalled``: also one that is alive but not heard of any more. ``stop_timeout_seconds`` is what
    running tasks get to finish when the workers are stopped.

    The end of the program's main part does not stop the workers: :meth:`stop_processes`, leaving ``with``,
    SIGTERM and Ctrl-C do.
    """

    def __init__(
        self,
        workers: Sequence[WorkerInterface] | WorkerInterface | None = None,
        configuration: Configuration | None = None,
        metrics_settings: MetricsSettings | None = None,
        scan_for_annotated_workers: bool = True,
        import_modules: list[str] | None = None,
        event_listeners: list[Any] | None = None,
        monitor_processes: bool = True,
        restart_on_failure: bool = True,
        monitor_interval_seconds: float = 5.0,
        restart_backoff_seconds: float = 1.0,
        restart_backoff_max_seconds: float = 60.0,
        restart_max_attempts: int = 0,
        *,
        isolation: str | None = None,
        strict: bool = False,
        restart_stalled: bool = False,
        stop_timeout_seconds: float = task_runner.DEFAULT_GRACE,
        health_port: int | None = None,
    ) -> None:
        self.configuration = configuration or Configuration()
        _logs.configure(self.configuration)
        for name in import_modules or []:
            logger.info("loading module %s", name)
            importlib.import_module(name)
        self.workers = _gather(workers, scan_for_annotated_workers, self.configuration.register_schema)
        self.event_listeners = list(event_listeners or [])
        self.monitor_processes = monitor_processes
        self.restart_on_failure = restart_on_failure
        self.monitor_interval_seconds = monitor_interval_seconds
        self.restart_backoff_seconds = restart_backoff_seconds
        self.restart_backoff_max_seconds = restart_backoff_max_seconds
        self.restart_max_attempts = restart_max_attempts
        self.isolation = _isolation(isolation)
        self._crew = Crew(
            self.configuration,
            metrics_settings,
            self.event_listeners,
            strict,
            stop_timeout_seconds,
            len(self.workers),
        )
        self._context = _launch.context()
        limits = Limits(
            restart_backoff_seconds, restart_backoff_max_seconds, restart_max_attempts, restart_stalled
        )
        self._posts: list[Post] = []
        self._services = Services(self._posts, self.is_healthy, metrics_settings, health_port)
        self._posts += [self._post(worker, limits) for worker in self.workers]
        _say_unknown_variables()
        self._supervisor: Supervisor | None = None
        logger.info("TaskHandler initialized")

    @property
    def task_runner_processes(self) -> list[Any]:
        """For each worker its process (with thread isolation an object like one)."""
        return [post.process for post in self._posts]

    def start_processes(self) -> None:
        """Start every worker and return. Raises RuntimeError when they were started before."""
        if _launch.importing_main():
            # This is a worker's process, importing a main script that has no guard: the parent explains it.
            os._exit(_launch.GUARD_MISSING)
        if self._supervisor is not None:
            raise RuntimeError("this TaskHandler has been started before: make another")
        logger.info("Starting worker processes...")
        self._supervisor = supervisor = Supervisor(
            self._posts,
            lambda: Returns(_wire.to_server(self.configuration), self.configuration),
            self._crew.grace,
            self.restart_on_failure and self.monitor_processes,
        )
        self._crew.wake = supervisor.wake
        self._crew.fetch_token()
        for post in self._posts:
            post.start()
        supervisor.start()
        try:
            self._services.start()
        except OSError:
            self.stop_processes(0)
            raise
        logger.info("Started %d TaskRunner process", len(self._posts))
        logger.info("Started all processes")

    def join_processes(self) -> None:
        """Wait until the workers have ended; Ctrl-C stops them."""
        try:
            if self._supervisor is not None:
                self._ended(self._supervisor)
        except KeyboardInterrupt:
            logger.info("KeyboardInterrupt: Stopping all processes")
            self.stop_processes()

    def stop_processes(self, timeout: float | None = None) -> None:
        """Stop polling, let running tasks finish and be reported, and wait for that.

        ``timeout``: seconds for it, by default ``stop_timeout_seconds``. What has not finished by then goes
        back to its queue; what was not delivered is logged by task id. Returns some seconds after that at
        the latest.
        """
        supervisor = self._supervisor
        if supervisor is not None:
            supervisor.request_stop(timeout)
            self._ended(supervisor)
        logger.info("Stopped worker processes...")

    def _ended(self, supervisor: Supervisor) -> None:
        supervisor.wait()
        supervisor.finished()
        self._services.stop()

    def is_healthy(self) -> bool:
        """Whether every worker is alive and heard of."""
        return (
            self._supervisor is not None and self._supervisor.running and all(p.alive() for p in self._posts)
        )

    def get_worker_process_status(self) -> list[dict[str, Any]]:
        """For each worker: ``worker``, ``pid``, ``alive``, ``exitcode``, ``restart_count``, ``isolation``,
        ``stalled``.
        """
        return [post.status() for post in self._posts]

    def __enter__(self) -> TaskHandler:
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        self.stop_processes()

    def _post(self, worker: WorkerInterface, limits: Limits) -> Post:
        isolation = self.isolation
        if isolation == worker_isolation.ISOLATION_PROCESS:
            why = None if self._context.get_start_method() == "fork" else _launch.cannot_travel(worker)
            if why is not None:
                isolation = worker_isolation.ISOLATION_THREAD
                logger.warning(
                    "worker %s runs in threads of this process, not in one of its own: %s",
                    worker.task_definition_names[0], why,
                )  # fmt: skip
        make: Callable[[str], Place] = lambda kind: (  # noqa: E731
            ProcessPlace(worker, self._crew, self._context)
            if kind == worker_isolation.ISOLATION_PROCESS
            else ThreadPlace(worker, self._crew)
        )
        return Post(worker, make, isolation, limits, self._services.restarted, self._services.died)


def _say_unknown_variables() -> None:
    for variable in worker_config.unknown_variables():
        logger.warning("%s sets nothing: no setting of a worker has that name", variable)


def _isolation(chosen: str | None) -> str:
    if chosen is None:
        return worker_isolation.isolation_mode()
    if chosen not in (worker_isolation.ISOLATION_PROCESS, worker_isolation.ISOLATION_THREAD):
        raise ValueError(f"isolation is {chosen!r}; it can be 'process' or 'thread'")
    return chosen


def _gather(
    given: Sequence[WorkerInterface] | WorkerInterface | None, scan: bool, register_schema: bool | None
) -> list[WorkerInterface]:
    """The workers given, in a list of our own, and one for each decorated function."""
    workers = [given] if isinstance(given, WorkerInterface) else list(given or [])
    for worker in workers:
        if not isinstance(worker, WorkerInterface):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(
                f"TaskHandler(workers=…) takes Worker objects, got {type(worker).__name__}; "
                "decorated functions are found by themselves"
            )
    if scan:
        for key in list(_registry.decorated_functions):
            workers.append(_workers.from_registry(key, register_schema))
            logger.info("created worker with name=%s and domain=%s", *key)
    return workers


def register_decorated_fn(
    name: str,
    poll_interval: float,
    domain: str | None,
    worker_id: str | None,
    func: Callable[..., Any],
    thread_count: int = 1,
    register_task_def: bool = False,
    poll_timeout: int = 100,
    lease_extend_enabled: bool = False,
    task_def: TaskDef | None = None,
    overwrite_task_def: bool = True,
    strict_schema: bool = False,
    register_schema: bool | None = None,
) -> None:
    """Register a function as ``worker_task`` does; times in milliseconds."""
    options = dict(locals())
    for key in ("name", "domain", "func"):
        del options[key]
    _registry.register(name, domain, func, options)


def get_registered_workers() -> list[Worker]:
    """A worker for every decorated function."""
    return [_workers.from_registry(key) for key in _registry.decorated_functions]


def get_registered_worker_names() -> list[str]:
    """The names of the tasks that decorated functions serve."""
    return [name for name, _ in _registry.decorated_functions]
