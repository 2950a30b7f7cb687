from __future__ import annotations

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["PullWorkflowMessagesTask", "TaskInterface", "TaskType"]


class PullWorkflowMessagesTask(TaskInterface):
    """Takes messages that were sent to the workflow, at most ``batch_size`` of them."""

    def __init__(self, task_ref_name: str, batch_size: int = 1) -> None:
        super().__init__(
            task_ref_name, TaskType.PULL_WORKFLOW_MESSAGES, input_parameters={"batchSize": batch_size}
        )
