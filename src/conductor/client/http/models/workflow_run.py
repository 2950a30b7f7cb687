from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._execution import (
    WORKFLOW_STATUSES,
    HasTasks,
    running_status,
    successful_status,
    terminal_status,
)
from conductor.client.http.models._model import Model, one_of

if TYPE_CHECKING:
    from conductor.client.http.models import Task

__all__ = ["WorkflowRun", "running_status", "successful_status", "terminal_status"]


class WorkflowRun(HasTasks, Model):
    """What a synchronous start of a workflow answers. Times are epoch milliseconds."""

    correlation_id: str | None = None
    create_time: int | None = None
    created_by: str | None = None
    input: dict[str, Any] | None = None
    output: dict[str, Any] | None = None
    priority: int | None = None
    request_id: str | None = None
    status: str | None = one_of(*WORKFLOW_STATUSES)
    tasks: list[Task] | None = None
    update_time: int | None = None
    variables: dict[str, Any] | None = None
    workflow_id: str | None = None
    reason_for_incompletion: str | None = None
    # Known to server 3.32.3, not upstream:
    response_type: str | None = None
    target_workflow_id: str | None = None
    target_workflow_status: str | None = None
    signal_timeout: bool | None = None
