from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model, required

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowDef


class TaskMock(Model):
    """What a task gives in a test of a workflow; durations in milliseconds.

    Upstream: each value has two parameters, and the private ones come first.
    """

    status: str = "COMPLETED"
    output: dict[str, Any] | None = None
    execution_time: int = 0
    queue_wait_time: int = 0

    def __init__(
        self, _status: str = "COMPLETED", _output: dict[str, Any] | None = None, _execution_time: int = 0,
        _queue_wait_time: int = 0, status: str | None = None, output: dict[str, Any] | None = None,
        execution_time: int | None = None, queue_wait_time: int | None = None,
    ) -> None:
        self.status = _status if status is None else status
        self.output = _output if output is None else output
        self.execution_time = _execution_time if execution_time is None else execution_time
        self.queue_wait_time = _queue_wait_time if queue_wait_time is None else queue_wait_time


class WorkflowTestRequest(Model):
    """Runs a workflow on the server with mocked task outputs, by task reference. ``name`` must be given."""

    correlation_id: str | None = None
    created_by: str | None = None
    external_input_payload_storage_path: str | None = None
    input: dict[str, Any] | None = None
    name: str | None = required()
    priority: int | None = None
    sub_workflow_test_request: dict[str, WorkflowTestRequest] | None = None
    task_ref_to_mock_output: dict[str, list[TaskMock]] | None = None
    task_to_domain: dict[str, str] | None = None
    version: int | None = None
    workflow_def: WorkflowDef | None = None
    # Known to server 3.32.3, not upstream:
    idempotency_key: str | None = None
    idempotency_strategy: str | None = None
