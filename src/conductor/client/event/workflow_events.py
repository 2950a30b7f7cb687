"""What happens to workflows, seen from the client. Sizes are bytes, timestamps aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone

from conductor.client.event.conductor_event import ConductorEvent


def _now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class WorkflowEvent(ConductorEvent):
    """Something about the workflow ``name``."""

    name: str
    version: int | None = None


@dataclass(frozen=True)
class WorkflowStarted(WorkflowEvent):
    """A workflow was started, or (``success`` false) was not."""

    success: bool = True
    workflow_id: str | None = None
    cause: Exception | None = None
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class WorkflowInputPayloadSize(WorkflowEvent):
    """How large a workflow's input is."""

    size_bytes: int = 0
    timestamp: datetime = field(default_factory=_now)


@dataclass(frozen=True)
class WorkflowPayloadUsed(WorkflowEvent):
    """External payload storage was used."""

    operation: str = ""
    payload_type: str = ""
    timestamp: datetime = field(default_factory=_now)
