from __future__ import annotations

from typing import Any

from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["StartWorkflowRequest", "StartWorkflowTask", "TaskInterface", "TaskType"]


class StartWorkflowTask(TaskInterface):
    """Starts another workflow and goes on; the output has its ``workflowId``.

    Of the request count input, correlation id and, where given, task_to_domain, priority and idempotency key.
    """

    def __init__(
        self,
        task_ref_name: str,
        workflow_name: str,
        start_workflow_request: StartWorkflowRequest | None = None,
        version: int | None = None,
    ) -> None:
        super().__init__(task_ref_name, TaskType.START_WORKFLOW)
        request = start_workflow_request or StartWorkflowRequest()
        start: dict[str, Any] = {
            "name": workflow_name,
            "version": version,
            "input": {} if request.input is None else request.input,  # Upstream: null, which fails the run
            "correlationId": request.correlation_id,
        }
        if request.idempotency_key is not None:
            start.update(
                idempotencyKey=request.idempotency_key, idempotencyStrategy=request.idempotency_strategy
            )
        given = {"taskToDomain": request.task_to_domain, "priority": request.priority}
        start.update({name: value for name, value in given.items() if value is not None})
        self.input_parameters["startWorkflow"] = start
