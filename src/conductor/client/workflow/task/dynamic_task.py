from __future__ import annotations

from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["DynamicTask", "TaskInterface", "TaskType", "WorkflowTask"]


class DynamicTask(TaskInterface):
    """Runs the task whose name the running workflow supplies; ``dynamic_task`` refers to that name."""

    def __init__(
        self, dynamic_task: str, task_reference_name: str, dynamic_task_param: str = "taskToExecute"
    ) -> None:
        super().__init__(task_reference_name, TaskType.DYNAMIC, "dynamic_task")
        self.input_parameters[dynamic_task_param] = dynamic_task
        self._dynamic_task_param = dynamic_task_param

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        task.dynamic_task_name_param = self._dynamic_task_param
        return task
