from __future__ import annotations

from typing import Any

from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task._options import add_members
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["JoinTask", "TaskInterface", "TaskType", "WorkflowTask"]


class JoinTask(TaskInterface):
    """Waits for tasks of forked branches. After a fork, an empty ``join_on`` means all of its branches.

    ``join_on_script`` (Orkes) decides by a script. ``join_mode="SYNC"`` joins within the fork's own step.
    """

    def __init__(
        self,
        task_ref_name: str,
        join_on: list[str] | None = None,
        join_on_script: str | None = None,
        *,
        join_mode: str | None = None,
    ) -> None:
        super().__init__(task_ref_name, TaskType.JOIN)
        self._join_on = self._names("join_on", join_on)
        self._join_mode = join_mode
        if join_on_script is not None:
            self.evaluator_type = "js"
            self.expression = join_on_script

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        task.join_on = None if self._join_on is None else [_reference_name(each) for each in self._join_on]
        add_members(task, {"joinMode": self._join_mode})
        return task


def _reference_name(joined: Any) -> str:
    return joined.task_reference_name if isinstance(joined, TaskInterface) else joined
