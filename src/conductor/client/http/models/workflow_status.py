from __future__ import annotations

from typing import Any

from conductor.client.http.models._execution import (
    WORKFLOW_STATUSES,
    HasStatus,
    running_status,
    successful_status,
    terminal_status,
)
from conductor.client.http.models._model import Model, one_of

__all__ = ["WorkflowStatus", "running_status", "successful_status", "terminal_status"]


class WorkflowStatus(HasStatus, Model):
    """The state of a workflow, without its tasks."""

    workflow_id: str | None = None
    correlation_id: str | None = None
    output: dict[str, Any] | None = None
    variables: dict[str, Any] | None = None
    status: str | None = one_of(*WORKFLOW_STATUSES)
