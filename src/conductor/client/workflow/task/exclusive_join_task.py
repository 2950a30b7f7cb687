from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

if TYPE_CHECKING:
    from conductor.client.http.models.workflow_task import WorkflowTask


class ExclusiveJoinTask(TaskInterface):
    """Takes over the output of the task of ``join_on`` that ran, else of the first of ``default_join_on``."""

    def __init__(
        self, task_ref_name: str, join_on: list[str], default_join_on: list[str] | None = None
    ) -> None:
        super().__init__(task_ref_name, TaskType.EXCLUSIVE_JOIN)
        self._join_on = self._names("join_on", join_on)
        self._default_join_on = self._names("default_join_on", default_join_on)

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        task.join_on = list(self._join_on)
        task.default_exclusive_join_task = (
            None if self._default_join_on is None else list(self._default_join_on)
        )
        return task
