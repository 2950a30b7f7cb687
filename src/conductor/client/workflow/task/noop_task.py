from __future__ import annotations

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType


class NoopTask(TaskInterface):
    """Does nothing, and is done at once."""

    def __init__(self, task_ref_name: str) -> None:
        super().__init__(task_ref_name, TaskType.NOOP)
