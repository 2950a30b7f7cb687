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
    from conductor.client.http.models import Task, WorkflowDef

__all__ = ["Workflow", "running_status", "successful_status", "terminal_status"]


class Workflow(HasTasks, Model):
    """One execution of a workflow, with its tasks if asked for. Times are epoch milliseconds."""

    owner_app: str | None = None
    create_time: int | None = None
    update_time: int | None = None
    created_by: str | None = None
    updated_by: str | None = None
    status: str | None = one_of(*WORKFLOW_STATUSES)
    end_time: int | None = None
    workflow_id: str | None = None
    parent_workflow_id: str | None = None
    parent_workflow_task_id: str | None = None
    tasks: list[Task] | None = None
    input: dict[str, Any] | None = None
    output: dict[str, Any] | None = None
    correlation_id: str | None = None
    re_run_from_workflow_id: str | None = None
    reason_for_incompletion: str | None = None
    event: str | None = None
    task_to_domain: dict[str, str] | None = None
    failed_reference_task_names: set[str] | None = None
    workflow_definition: WorkflowDef | None = None
    external_input_payload_storage_path: str | None = None
    external_output_payload_storage_path: str | None = None
    priority: int | None = None
    variables: dict[str, Any] | None = None
    last_retried_time: int | None = None
    start_time: int | None = None
    workflow_name: str | None = None
    workflow_version: int | None = None
    failed_task_names: set[str] | None = None
    history: list[Workflow] | None = None
    idempotency_key: str | None = None
    rate_limit_key: str | None = None
    rate_limited: bool | None = None
    # Known to server 3.32.3, not upstream:
    aggregate_token_usage: dict[str, Any] | None = None
