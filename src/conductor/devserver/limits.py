"""Concurrency and rate limits of task definitions."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses

if TYPE_CHECKING:
    from conductor.devserver.task_run import TaskRun


class Limits:
    """Who holds tasks of a limited definition, and when the last ones were handed out."""

    def __init__(self) -> None:
        self._held: dict[str, dict[str, TaskRun]] = {}
        self._handed: dict[str, deque[int]] = {}

    def allow(self, task: TaskRun, now: int) -> bool:
        """Whether one more may be handed out."""
        task_def = task.task_def
        if not task_def:
            return True
        most = task_def.get("concurrentExecLimit") or 0
        if most > 0 and self._holding(task.def_name) >= most:
            return False
        return self._rate_left(task.def_name, task_def, now) > 0

    def _holding(self, name: str) -> int:
        held = self._held.get(name)
        if not held:
            return 0
        for task_id in [key for key, task in held.items() if task.status != statuses.IN_PROGRESS]:
            del held[task_id]
        return len(held)

    def _rate_left(self, name: str, task_def: dict[str, Any], now: int) -> int:
        most = task_def.get("rateLimitPerFrequency") or 0
        if most <= 0:
            return 1
        handed = self._handed.setdefault(name, deque())
        window = (task_def.get("rateLimitFrequencyInSeconds") or 1) * 1000
        while handed and handed[0] <= now - window:
            handed.popleft()
        return int(most) - len(handed)

    def taken(self, task: TaskRun, now: int) -> None:
        """A task was handed out."""
        task_def = task.task_def or {}
        if (task_def.get("concurrentExecLimit") or 0) > 0:
            self._held.setdefault(task.def_name, {})[task.task_id] = task
        if (task_def.get("rateLimitPerFrequency") or 0) > 0:
            self._handed.setdefault(task.def_name, deque()).append(now)
