from __future__ import annotations

from typing import Any

from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["DynamicForkTask", "JoinTask", "TaskInterface", "TaskType", "WorkflowTask"]


class DynamicForkTask(TaskInterface):
    """Forks into as many branches as the running workflow asks for.

    Different tasks: the input named ``tasks_param`` is a list of task definitions, the one named
    ``tasks_input_param_name`` an object with the input of each by its reference name.

    The same work many times: ``fork_task_inputs`` is a list of inputs, one branch each, for the worker task
    ``fork_task_name``, the system task ``fork_task_type`` or the workflow ``fork_task_workflow``.
    """

    def __init__(
        self,
        task_ref_name: str,
        tasks_param: str = "dynamicTasks",
        tasks_input_param_name: str = "dynamicTasksInputs",
        join_task: JoinTask | None = None,
        *,
        fork_task_inputs: Any = None,
        fork_task_name: str | None = None,
        fork_task_type: TaskType | str | None = None,
        fork_task_workflow: str | None = None,
        fork_task_workflow_version: int | None = None,
    ) -> None:
        super().__init__(task_ref_name, TaskType.FORK_JOIN_DYNAMIC)
        self._tasks_param = tasks_param
        self._tasks_input_param_name = tasks_input_param_name
        self._join_task = join_task
        given = {
            "forkTaskInputs": fork_task_inputs,
            "forkTaskName": fork_task_name,
            "forkTaskType": fork_task_type,
            "forkTaskWorkflow": fork_task_workflow,
            # Server: it casts the version to text, and fails on a number.
            "forkTaskWorkflowVersion": None
            if fork_task_workflow_version is None
            else str(fork_task_workflow_version),
        }
        self.input_parameters.update({name: value for name, value in given.items() if value is not None})

    def to_workflow_task(self) -> Any:
        """The list of the fork's definition and, with ``join_task``, the join's."""
        fork = super().to_workflow_task()
        if "forkTaskInputs" not in self.input_parameters:
            fork.dynamic_fork_tasks_param = self._tasks_param
            fork.dynamic_fork_tasks_input_param_name = self._tasks_input_param_name
        return [fork] if self._join_task is None else [fork, self._join_task.to_workflow_task()]
