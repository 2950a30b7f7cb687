"""Starts, watches and stops the workers of a program."""

from __future__ import annotations

import importlib
import logging
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.worker import _registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.configuration.configuration import Configuration
    from conductor.client.configuration.settings.metrics_settings import MetricsSettings
    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.worker.worker import Worker
    from conductor.client.worker.worker_interface import WorkerInterface
else:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)

# Upstream: programs look at it, and clear it between tests.
_decorated_functions = _registry.decorated_functions


class _NoProcess:
    """Stands for a process that is not needed here: it has ended."""

    daemon = True
    pid = None
    exitcode = 0

    def is_alive(self) -> bool:
        """False."""
        return False

    def join(self, timeout: float | None = None) -> None:
        """There is nothing to wait for."""

    terminate = kill = join


# What the workers need is imported when a handler is made: importing this module must stay cheap.


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
        stop_timeout_seconds: float = 25.0,
        health_port: int | None = None,
    ) -> None:
        from conductor.client.automator import _logs, _workforce
        from conductor.client.automator._crew import Crew
        from conductor.client.automator._post import Limits
        from conductor.client.configuration.configuration import Configuration

        self.configuration = configuration or Configuration()
        _logs.configure(self.configuration)
        for name in import_modules or []:
            logger.info("loading module %s", name)
            importlib.import_module(name)
        self.workers = _workforce.gather(
            workers, scan_for_annotated_workers, self.configuration.register_schema
        )
        self.event_listeners = list(event_listeners or [])
        self.monitor_processes = monitor_processes
        self.restart_on_failure = restart_on_failure
        self.monitor_interval_seconds = monitor_interval_seconds
        self.restart_backoff_seconds = restart_backoff_seconds
        self.restart_backoff_max_seconds = restart_backoff_max_seconds
        self.restart_max_attempts = restart_max_attempts
        self.isolation = _workforce.isolation_of(isolation)
        # Upstream: processes for the metrics and the log, and the way to the latter. Programs look at them.
        self.metrics_provider_process: Any = None
        self.logger_process = _NoProcess()
        self.queue: SimpleQueue[Any] = SimpleQueue()
        self._workforce = _workforce.Workforce(
            self.workers,
            Crew(
                self.configuration,
                metrics_settings,
                self.event_listeners,
                strict,
                stop_timeout_seconds,
                len(self.workers),
            ),
            self.isolation,
            Limits(
                restart_backoff_seconds, restart_backoff_max_seconds, restart_max_attempts, restart_stalled
            ),
            restart_on_failure and monitor_processes,
            health_port,
        )
        logger.info("TaskHandler initialized")

    @property
    def task_runner_processes(self) -> list[Any]:
        """For each worker its process (with thread isolation an object like one)."""
        return [post.process for post in self._workforce.posts]

    @property
    def http_port(self) -> int | None:
        """The port that serves ``/health``, ``/ready`` and ``/metrics``, once started; None without one."""
        return self._workforce.services.port

    def start_processes(self) -> None:
        """Start every worker and return.

        Raises RuntimeError when they were started before, OSError when the HTTP port is taken.
        """
        self._workforce.start()

    def join_processes(self) -> None:
        """Wait until the workers have ended; Ctrl-C stops them."""
        try:
            self._workforce.wait()
        except KeyboardInterrupt:
            logger.info("KeyboardInterrupt: Stopping all processes")
            self.stop_processes()

    def stop_processes(self, timeout: float | None = None) -> None:
        """Stop polling, let running tasks finish and be reported, and wait for that.

        ``timeout``: seconds for it, by default ``stop_timeout_seconds``. What has not finished by then goes
        back to its queue; what was not delivered is logged by task id. Returns some seconds after that at
        the latest.
        """
        self._workforce.stop(timeout)
        logger.info("Stopped worker processes...")

    def is_healthy(self) -> bool:
        """Whether every worker is alive and heard of."""
        return self._workforce.healthy()

    def get_worker_process_status(self) -> list[dict[str, Any]]:
        """For each worker a dictionary: ``worker``, ``pid``, ``alive``, ``exitcode``, ``restart_count``,
        ``isolation``, ``stalled``.
        """
        return [post.status() for post in self._workforce.posts]

    def __enter__(self) -> TaskHandler:
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        self.stop_processes()


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
    from conductor.client.worker import _workers

    return [_workers.from_registry(key) for key in _registry.decorated_functions]


def get_registered_worker_names() -> list[str]:
    """The names of the tasks that decorated functions serve."""
    return [name for name, _ in _registry.decorated_functions]
