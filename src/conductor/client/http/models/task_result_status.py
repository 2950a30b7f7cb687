from __future__ import annotations

from enum import Enum
from typing import Any


class TaskResultStatus(str, Enum):
    """What a worker can report."""

    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    FAILED_WITH_TERMINAL_ERROR = "FAILED_WITH_TERMINAL_ERROR"
    IN_PROGRESS = "IN_PROGRESS"

    def __str__(self) -> str:
        return self.value


def __getattr__(name: str) -> Any:
    if name in ("TaskExecLog", "TaskResult"):
        from conductor.client.http.models import _stale_task_result

        return getattr(_stale_task_result, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
