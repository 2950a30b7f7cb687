from __future__ import annotations

from dataclasses import field

from conductor.client.http.models._execution import WORKFLOW_STATUSES
from conductor.client.http.models._model import Model, one_of


class WorkflowSummary(Model):
    """A workflow in a search result; times as ISO 8601 text, ``execution_time`` in milliseconds."""

    workflow_type: str | None = None
    version: int | None = None
    workflow_id: str | None = None
    correlation_id: str | None = None
    start_time: str | None = None
    update_time: str | None = None
    end_time: str | None = None
    status: str | None = one_of(*WORKFLOW_STATUSES)
    input: str | None = None
    output: str | None = None
    reason_for_incompletion: str | None = None
    execution_time: int | None = None
    event: str | None = None
    failed_reference_task_names: str | None = None
    external_input_payload_storage_path: str | None = None
    external_output_payload_storage_path: str | None = None
    priority: int | None = None
    created_by: str | None = None
    output_size: int | None = None
    input_size: int | None = None
    failed_task_names: list[str] | None = field(default_factory=list[str])
    # Known to server 3.32.3, not upstream:
    classifier: str | None = None
    idempotency_key: str | None = None
    parent_workflow_id: str | None = None
    task_to_domain: dict[str, str] | None = None
