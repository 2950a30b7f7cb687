"""What a worker counts beside its events."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.telemetry.metrics_collector_base import MetricsCollectorBase


class Meter:
    """Polls left out, and tasks that run now, of one task type."""

    def __init__(self, collector: MetricsCollectorBase, task_type: str) -> None:
        self._collector = collector
        self._task_type = task_type
        self._lock = threading.Lock()
        self._active = 0

    def paused(self) -> None:
        """A poll was left out: the worker is paused."""
        self._collector.increment_task_paused(self._task_type)

    def queue_full(self) -> None:
        """A poll was left out: too many results wait."""
        self._collector.increment_task_execution_queue_full(self._task_type)

    def active_changed(self, by: int) -> None:
        """One task more, or fewer, runs now."""
        with self._lock:
            self._active += by
            self._collector.set_active_workers(self._task_type, self._active)

    def updated(self, seconds: float, error: BaseException | None) -> None:
        """A result was reported, or was not."""
        status = "SUCCESS" if error is None else "FAILURE"
        self._collector.record_task_update_time(self._task_type, seconds, status)
        if error is not None:
            self._collector.increment_task_update_error(self._task_type, type(error))
