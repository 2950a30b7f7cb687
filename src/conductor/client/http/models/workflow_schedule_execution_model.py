from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model, one_of

if TYPE_CHECKING:
    from conductor.client.http.models import StartWorkflowRequest


class WorkflowScheduleExecutionModel(Model):
    """One start by a schedule. Times are epoch milliseconds."""

    execution_id: str | None = None
    schedule_name: str | None = None
    scheduled_time: int | None = None
    execution_time: int | None = None
    workflow_name: str | None = None
    workflow_id: str | None = None
    reason: str | None = None
    stack_trace: str | None = None
    start_workflow_request: StartWorkflowRequest | None = None
    state: str | None = one_of("POLLED", "FAILED", "EXECUTED")
    zone_id: str | None = None
    org_id: str | None = None
