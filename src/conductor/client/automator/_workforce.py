"""The workers of one handler: made, started, watched and stopped together."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.automator import _launch, _preload, _signals, _wire, worker_isolation
from conductor.client.automator._place import Place, ProcessPlace, ThreadPlace
from conductor.client.automator._post import Limits, Post
from conductor.client.automator._registration import Registration
from conductor.client.automator._returns import Returns
from conductor.client.automator._services import Services
from conductor.client.automator._supervisor import Supervisor
from conductor.client.worker import _registry, _workers, worker_config
from conductor.client.worker.worker_interface import WorkerInterface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.automator._crew import Crew

# Guide: its lines come from there.
logger = logging.getLogger("conductor.client.automator.task_handler")


_FIRST_WORD = 15.0  # seconds to wait for a process of which it is not sure that it can have its worker


class Workforce:
    """One post for each worker, a supervisor over all, and what is served beside them."""

    def __init__(
        self,
        workers: list[WorkerInterface],
        crew: Crew,
        isolation: str,
        limits: Limits,
        restart: bool,
        health_port: int | None,
    ) -> None:
        self._crew = crew
        self._isolation = isolation
        self._limits = limits
        self._restart = restart
        self._context = _launch.context()
        self.posts: list[Post] = []
        self.services = Services(self.posts, self.healthy, crew.metrics_settings, health_port)
        self.posts += [self._post(worker) for worker in workers]
        for variable in worker_config.unknown_variables():
            logger.warning("%s sets nothing: no setting of a worker has that name", variable)
        self._registration = Registration(crew.configuration)
        self._supervisor: Supervisor | None = None

    def start(self) -> None:
        """Start every worker. Raises RuntimeError the second time, OSError when the HTTP port is taken."""
        if _launch.importing_main():
            # This is a worker's process, importing a main script that has no guard: the parent explains it.
            os._exit(_launch.GUARD_MISSING)
        if self._supervisor is not None:
            raise RuntimeError("this TaskHandler has been started before: make another")
        logger.info("Starting worker processes...")
        crew = self._crew
        self._supervisor = supervisor = Supervisor(
            self.posts,
            Returns(_wire.to_server(crew.configuration), crew.configuration),
            crew.grace,
            self._restart,
        )
        crew.wake = supervisor.wake
        crew.fetch_token()
        for post in self.posts:  # before the first poll: a workflow that is started next finds the definition
            self._registration.register(post.worker, crew.resolve(post.worker))
        self._registration.go_on()
        self._import_once()
        _signals.watch(supervisor)  # before the first poll: from then on a task can be lost
        with _signals.held_back():
            try:  # processes first: a fork does not go well with threads
                for post in sorted(
                    self.posts, key=lambda p: p.isolation != worker_isolation.ISOLATION_PROCESS
                ):
                    post.start()
            finally:
                supervisor.start()
        try:
            self.services.start()
        except OSError:
            self.stop(0)
            raise
        logger.info("Started %d TaskRunner process", len(self.posts))
        logger.info("Started all processes")
        for post in self.posts:
            if _launch.may_not_be_found(post.worker):
                post.settled_in.wait(_FIRST_WORD)

    def _import_once(self) -> None:
        method = self._context.get_start_method()
        if method == "forkserver":
            process = worker_isolation.ISOLATION_PROCESS
            workers = [post.worker for post in self.posts if post.isolation == process]
            _preload.start_zygote(workers, self._crew.surroundings(method))

    def stop(self, timeout: float | None) -> None:
        """Drain every worker within ``timeout`` seconds (None: the crew's grace), and wait for it."""
        if self._supervisor is not None:
            self._supervisor.request_stop(timeout)
            self.wait()

    def wait(self) -> None:
        """Wait until every worker has ended."""
        if self._supervisor is not None:
            self._supervisor.wait()
            self._supervisor.finished()
            self._registration.stop()
            self.services.stop()

    def healthy(self) -> bool:
        """Whether every worker is alive and heard of."""
        supervisor = self._supervisor
        return supervisor is not None and supervisor.running and all(post.alive() for post in self.posts)

    def _post(self, worker: WorkerInterface) -> Post:
        isolation = self._isolation
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
        return Post(worker, make, isolation, self._limits, self.services.restarted, self.services.died)


def isolation_of(chosen: str | None) -> str:
    """The isolation that was asked for, by argument or environment. Raises ValueError for an unknown one."""
    if chosen is None:
        return worker_isolation.isolation_mode()
    if chosen not in (worker_isolation.ISOLATION_PROCESS, worker_isolation.ISOLATION_THREAD):
        raise ValueError(f"isolation is {chosen!r}; it can be 'process' or 'thread'")
    return chosen


def gather(given: Any, scan: bool, register_schema: bool | None) -> list[WorkerInterface]:
    """The workers given, in a list of our own, and with ``scan`` one for each decorated function."""
    several: Sequence[Any] = given or []
    workers: list[Any] = [given] if isinstance(given, WorkerInterface) else list(several)
    for worker in workers:
        if not isinstance(worker, WorkerInterface):
            raise TypeError(
                f"TaskHandler(workers=…) takes Worker objects, got {type(worker).__name__}; "
                "decorated functions are found by themselves"
            )
    if scan:
        for key in list(_registry.decorated_functions):
            workers.append(_workers.from_registry(key, register_schema))
            logger.info("created worker with name=%s and domain=%s", *key)
    return workers
