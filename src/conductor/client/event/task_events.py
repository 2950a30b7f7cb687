"""What is known of single tasks. Sizes are bytes, timestamps aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone

from conductor.client.event.conductor_event import ConductorEvent


def _now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class TaskEvent(ConductorEvent):
    """Something about a task of ``task_type``."""

    task_type: str


@dataclass(frozen=True)
class TaskResultPayloadSize(TaskEvent):
    """How large a task's output is."""

    size_bytes: int
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class TaskPayloadUsed(TaskEvent):
    """External payload storage was used."""

    operation: str
    payload_type: str
    timestamp: datetime = field(default_factory=_now)
