from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["SetVariableTask", "TaskInterface", "TaskType"]


class SetVariableTask(TaskInterface):
    """Sets variables of the workflow: each member of its input becomes one."""

    def __init__(self, task_ref_name: str, variables: dict[str, Any] | None = None) -> None:
        super().__init__(task_ref_name, TaskType.SET_VARIABLE, input_parameters=variables)
