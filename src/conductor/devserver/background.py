"""Threads for what takes long: a few, daemons, made when there is work."""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING, Callable

from conductor.devserver import statuses

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun
    from conductor.devserver.tasks.kind import Finish

logger = logging.getLogger(__name__)

_MOST = 16


class Background:
    """Runs jobs off the engine's lock."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._threads = 0
        self._idle = 0
        self.running = 0

    def submit(self, job: Callable[[], None]) -> None:
        """Run ``job`` soon."""
        with self._guard:
            self.running += 1
            if self._idle < self.running and self._threads < _MOST:
                self._threads += 1
                threading.Thread(target=self._run, name="conductor-job", daemon=True).start()
        self._jobs.put(job)

    def _run(self) -> None:
        while True:
            with self._guard:
                self._idle += 1
            job = self._jobs.get()
            with self._guard:
                self._idle -= 1
            if job is None:
                return
            try:
                job()
            finally:
                with self._guard:
                    self.running -= 1

    def begin(self) -> None:
        """Somebody works off the lock."""
        with self._guard:
            self.running += 1

    def end(self) -> None:
        """That work is done."""
        with self._guard:
            self.running -= 1

    def close(self) -> None:
        """Let the threads go when they have finished what they are at."""
        for _ in range(self._threads):
            self._jobs.put(None)


def task_job(
    engine: Engine, execution: Execution, task: TaskRun, job: Callable[[], Finish]
) -> Callable[[], None]:
    """``job`` to be run off the lock, what it returns within a turn, unless the task is gone by then."""
    task.launched = True

    def fail(problem: Exception) -> None:
        logger.error("task %s of workflow %s", task.ref, task.workflow_id, exc_info=problem)
        reason = f"{type(problem).__name__}: {problem}"
        execution.change(task, status=statuses.FAILED, reason=reason, end_time=engine.now())

    def run() -> None:
        done: Finish | None = None
        problem: Exception | None = None
        try:
            done = job()
        except Exception as error:  # noqa: BLE001 - whatever it is, the task must not hang
            problem = error
        with engine.turn():
            task.launched = False
            if not task.open or execution.ended or execution.by_id.get(task.task_id) is not task:
                return
            if done is not None:
                done()
            elif problem is not None:
                fail(problem)
            engine.touch(execution)

    return run
