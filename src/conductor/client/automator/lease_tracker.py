"""Telling the server, while a task still runs, that it does: from outside of the thread that runs it."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, ClassVar

from conductor.client.http.models.task_result import TaskResult
from conductor.client.http.models.task_result_status import TaskResultStatus

logger = logging.getLogger(__name__)

LEASE_EXTEND_RETRY_COUNT = 3
LEASE_EXTEND_DURATION_FACTOR = 0.8

_RETRY_SHARE = 0.05  # of the time-out, between two tries of one heartbeat


@dataclass
class LeaseInfo:
    """A task whose lease is kept. Times in seconds on the monotonic clock."""

    task_id: str
    workflow_instance_id: str
    response_timeout_seconds: float
    last_heartbeat_time: float
    interval_seconds: float
    task_client: Any = None
    next_due: float = 0.0
    failures: int = 0


class LeaseManager:
    """Extends the leases of all tasks of this process that ask for it.

    ``check_interval`` is the longest time (seconds) between two looks; ``max_heartbeat_workers`` the number
    of heartbeats that may be on their way at a time. Its threads start with the first task.
    """

    _instance: ClassVar[LeaseManager | None] = None
    _instance_lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(
        self,
        check_interval: float = 1.0,
        max_heartbeat_workers: int = 4,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._check_interval = check_interval
        self._workers = max(1, max_heartbeat_workers)
        self._clock = clock
        self._tracked: dict[str, LeaseInfo] = {}
        self._changed = threading.Condition()
        self._busy: set[str] = set()
        self._threads: list[threading.Thread] = []
        self._over = False

    @classmethod
    def get_instance(cls, check_interval: float = 1.0, max_heartbeat_workers: int = 4) -> LeaseManager:
        """Return the one of this process, made on first use."""
        with cls._instance_lock:
            if cls._instance is None or cls._instance._over:
                cls._instance = cls(check_interval, max_heartbeat_workers)
            return cls._instance

    def track(
        self, task_id: str, workflow_instance_id: str, response_timeout_seconds: float, task_client: Any
    ) -> None:
        """Extend this task's lease each 0.8 of its time-out until :meth:`untrack`.

        ``task_client``: what has ``update_task(task_result)``. A time-out so short that 0.8 of it is less
        than a second is not kept up with: nothing happens.
        """
        interval = response_timeout_seconds * LEASE_EXTEND_DURATION_FACTOR
        if interval < 1:
            return
        now = self._clock()
        info = LeaseInfo(
            task_id,
            workflow_instance_id,
            response_timeout_seconds,
            now,
            interval,
            task_client,
            now + interval,
        )
        with self._changed:
            self._tracked[task_id] = info
            self._start()
            self._changed.notify()

    def prepare(self) -> None:
        """Start a thread now; otherwise the first task does."""
        with self._changed:
            if not self._threads:
                self._add_thread()

    def untrack(self, task_id: str) -> None:
        """The task is done."""
        with self._changed:
            self._tracked.pop(task_id, None)

    @property
    def tracked_count(self) -> int:
        """How many tasks are kept."""
        return len(self._tracked)

    def shutdown(self) -> None:
        """Forget all tasks and end the threads."""
        with self._changed:
            self._over = True
            self._tracked.clear()
            self._changed.notify_all()

    def beat_due(self) -> float:
        """Send what is due, in this thread; return the seconds until the next look."""
        while True:
            with self._changed:
                info, wait = self._next()
                if info is None:
                    return wait
                self._busy.add(info.task_id)
            try:
                self._beat(info)
            finally:
                with self._changed:
                    self._busy.discard(info.task_id)
                    self._changed.notify()

    def _next(self) -> tuple[LeaseInfo | None, float]:
        now = self._clock()
        waiting = [info for info in self._tracked.values() if info.task_id not in self._busy]
        if not waiting:
            return None, self._check_interval
        first = min(waiting, key=lambda info: info.next_due)
        if first.next_due <= now:
            return first, 0.0
        return None, min(self._check_interval, first.next_due - now)

    def _beat(self, info: LeaseInfo) -> None:
        result = TaskResult(
            task_id=info.task_id,
            workflow_instance_id=info.workflow_instance_id,
            status=TaskResultStatus.IN_PROGRESS,
            extend_lease=True,
        )
        try:
            info.task_client.update_task(result)
        except Exception as error:  # noqa: BLE001 - tried again, then said
            info.failures += 1
            if info.failures % LEASE_EXTEND_RETRY_COUNT:
                info.next_due = self._clock() + info.response_timeout_seconds * _RETRY_SHARE
                return
            logger.warning(
                "The lease of task %s could not be extended (%d tries): %s",
                info.task_id,
                info.failures,
                error,
            )
        else:
            info.failures = 0
            info.last_heartbeat_time = self._clock()
            logger.debug("Extended the lease of task %s", info.task_id)
        info.next_due = self._clock() + info.interval_seconds

    def _start(self) -> None:
        """One thread more, up to the most, when there are tasks enough for it. The lock is held."""
        if len(self._threads) < min(self._workers, len(self._tracked)):
            try:
                self._add_thread()
            except RuntimeError:  # the program's main part is over: those that there are must do
                if not self._threads:
                    raise

    def _add_thread(self) -> None:
        thread = threading.Thread(target=self._run, name=f"conductor-lease-{len(self._threads)}", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _run(self) -> None:
        while not self._over:
            wait = self.beat_due()
            with self._changed:
                # with nothing to keep, wait to be told of something
                if not self._over:
                    self._changed.wait(wait if self._tracked else None)
