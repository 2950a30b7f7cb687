"""Threads that run tasks: each takes one, runs it, reports it and goes on with what the answer holds."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from conductor.client.automator._execution import Execution
    from conductor.client.automator._intake import Intake
    from conductor.client.automator._job import Job
    from conductor.client.automator._reporter import Reporter
    from conductor.client.http.models.task import Task

logger = logging.getLogger(__name__)


class Slots:
    """``count`` threads, started at once. ``accept`` makes a job of a task that came with an answer.

    They are daemons, so that a function which never returns cannot keep a stopped worker's process alive;
    whoever starts them is not (the handler's supervisor, a child's main thread) and waits for them.
    """

    def __init__(
        self,
        count: int,
        name: str,
        intake: Intake,
        execution: Execution,
        reporter: Reporter,
        accept: Callable[[Task], Job],
        leave: Callable[[], None] = lambda: None,
    ) -> None:
        self._intake = intake
        self._execution = execution
        self._reporter = reporter
        self._accept = accept
        self._leave = leave
        self._running: dict[int, Job] = {}
        self._threads = [
            threading.Thread(target=self._run, args=(at,), name=f"conductor-{name}-{at}", daemon=True)
            for at in range(count)
        ]

    def start(self) -> None:
        """Start every slot."""
        for thread in self._threads:
            thread.start()

    def join(self, seconds: float) -> bool:
        """Wait until every slot has ended; False when the time is over first."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def running(self) -> list[Job]:
        """The jobs that are being run or reported."""
        return list(self._running.values())

    def _run(self, at: int) -> None:
        try:
            while True:
                job = self._intake.take()
                if job is None:
                    return
                self._chain(at, job)
        except BaseException:
            logger.critical(
                "Slot %s ends by an error of the SDK's own", threading.current_thread().name, exc_info=True
            )
            raise
        finally:
            self._leave()

    def _chain(self, at: int, job: Job | None) -> None:
        """Run a job and all that follow from the answers to its reports."""
        running = self._running
        try:
            while job is not None:
                running[at] = job
                self._execution.run(job)
                following = self._reporter.report(job)
                job = None if following is None else self._accept(following)
        finally:
            running.pop(at, None)
