"""What happens in a worker's loop. Durations are milliseconds, sizes bytes, timestamps aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from conductor.client.event.conductor_event import ConductorEvent

if TYPE_CHECKING:
    from conductor.client.http.models.task_result import TaskResult


def _now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class TaskRunnerEvent(ConductorEvent):
    """Something happened in the loop that serves ``task_type``."""

    task_type: str


@dataclass(frozen=True)
class PollStarted(TaskRunnerEvent):
    """The server is being asked for up to ``poll_count`` tasks."""

    worker_id: str
    poll_count: int
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class PollCompleted(TaskRunnerEvent):
    """The server answered a poll."""

    duration_ms: float
    tasks_received: int
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class PollFailure(TaskRunnerEvent):
    """A poll failed."""

    duration_ms: float
    cause: Exception
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class TaskExecutionStarted(TaskRunnerEvent):
    """The worker function is about to be called."""

    task_id: str
    worker_id: str
    workflow_instance_id: str | None = None
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class TaskExecutionCompleted(TaskRunnerEvent):
    """The worker function returned."""

    task_id: str
    worker_id: str
    workflow_instance_id: str | None
    duration_ms: float
    output_size_bytes: int | None = None
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class TaskExecutionFailure(TaskRunnerEvent):
    """The worker function raised."""

    task_id: str
    worker_id: str
    workflow_instance_id: str | None
    cause: BaseException
    duration_ms: float
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class TaskUpdateFailure(TaskRunnerEvent):
    """A result was given up: ``task_result`` is what the server never took."""

    task_id: str
    worker_id: str
    workflow_instance_id: str | None
    cause: Exception
    retry_count: int
    task_result: TaskResult
    timestamp: datetime = field(default_factory=_now)
