"""An event loop that runs ``async def`` workers, and a few threads that poll and report for it."""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import TYPE_CHECKING, Callable

from conductor.client.worker._background_loop import BackgroundEventLoop

if TYPE_CHECKING:
    import asyncio

    from conductor.client.automator._execution import Execution
    from conductor.client.automator._intake import Intake
    from conductor.client.automator._job import Job
    from conductor.client.automator._reporter import Reporter
    from conductor.client.http.models.task import Task

logger = logging.getLogger(__name__)

_MOST_REPORTERS = 8


class AsyncSlots:
    """Up to ``count`` coroutines at a time on one loop.

    One thread polls while places are free, a few others report. A report takes the next task with its answer
    only while no other result waits: the server holds such an answer for a moment when it has no task.
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
        self._loop = BackgroundEventLoop()
        self._done: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._running: dict[int, Job] = {}
        self._free = count
        self._count = count
        self._changed = threading.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        names = [
            f"conductor-{name}-poller",
            *(f"conductor-{name}-reporter-{n}" for n in range(min(count, _MOST_REPORTERS))),
        ]
        bodies = [self._poll, *[self._report] * (len(names) - 1)]
        self._threads = [threading.Thread(target=b, name=n, daemon=True) for b, n in zip(bodies, names)]

    def start(self) -> None:
        """Start the loop and the threads."""
        _ = self._loop.loop
        for thread in self._threads:
            thread.start()

    def join(self, seconds: float) -> bool:
        """Wait until everything has ended; False when the time is over first."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        ended = not any(thread.is_alive() for thread in self._threads)
        if ended:
            self._loop.close()
        return ended

    def running(self) -> list[Job]:
        """The jobs that are being run or reported."""
        with self._changed:
            return list(self._running.values())

    def _poll(self) -> None:
        """The poller's thread: it ends when the worker stops and nothing runs any more."""
        try:
            while True:
                with self._changed:
                    while not self._free:
                        self._changed.wait()
                    free = self._free
                jobs = self._intake.gather(free)
                if not jobs:  # stopping
                    break
                with self._changed:
                    self._free -= len(jobs)
                for job in jobs:
                    self._begin(job)
            with self._changed:
                while self._free < self._count:
                    self._changed.wait()
        finally:
            self._leave()
            for _ in self._threads[1:]:
                self._done.put(None)

    def _begin(self, job: Job) -> None:
        with self._changed:
            self._running[id(job)] = job
        self._loop.loop.call_soon_threadsafe(self._spawn, job)

    def _spawn(self, job: Job) -> None:
        """On the loop: start the coroutine."""
        task: asyncio.Task[None] = self._loop.loop.create_task(self._run(job))
        self._tasks.add(task)  # the loop itself holds its tasks weakly
        task.add_done_callback(self._tasks.discard)

    async def _run(self, job: Job) -> None:
        try:
            await self._execution.run_async(job)
        finally:
            self._done.put(job)

    def _report(self) -> None:
        """A reporter's thread."""
        try:
            while True:
                job = self._done.get()
                if job is None:
                    return
                following = self._reporter.report(job, chain=self._done.empty())
                with self._changed:
                    self._running.pop(id(job), None)
                    if following is None:
                        self._free += 1
                        self._changed.notify_all()
                if following is not None:
                    self._begin(self._accept(following))
        finally:
            self._leave()
