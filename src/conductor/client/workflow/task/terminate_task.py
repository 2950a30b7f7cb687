from __future__ import annotations

from enum import Enum
from typing import Any

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["TaskInterface", "TaskType", "TerminateTask", "WorkflowStatus"]


class WorkflowStatus(str, Enum):
    """The statuses of a workflow; a TERMINATE task takes COMPLETED, FAILED and TERMINATED."""

    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    PAUSED = "PAUSED"
    RUNNING = "RUNNING"
    TERMINATED = "TERMINATED"
    TIMEOUT_OUT = "TIMED_OUT"  # Upstream: its spelling

    def __str__(self) -> str:
        return Enum.__str__(self)  # Upstream: WorkflowStatus.FAILED in text


class TerminateTask(TaskInterface):
    """Ends the workflow with that status. ``workflow_output`` becomes the output of a completed one."""

    def __init__(
        self,
        task_ref_name: str,
        status: WorkflowStatus | str,
        termination_reason: str | None = None,
        workflow_output: Any = None,
    ) -> None:
        super().__init__(task_ref_name, TaskType.TERMINATE)
        self.input_parameters.update(terminationStatus=status, terminationReason=termination_reason)
        if workflow_output is not None:
            self.input_parameters["workflowOutput"] = workflow_output
