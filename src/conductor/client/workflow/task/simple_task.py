from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["SimpleTask", "TaskInterface", "TaskType", "simple_task"]


class SimpleTask(TaskInterface):
    """Work for a worker: ``task_def_name`` is the name that the worker polls for."""

    def __init__(self, task_def_name: str, task_reference_name: str) -> None:
        super().__init__(task_reference_name, TaskType.SIMPLE, task_def_name)


def simple_task(task_def_name: str, task_reference_name: str, inputs: dict[str, Any]) -> TaskInterface:
    """A SimpleTask with that input."""
    task = SimpleTask(task_def_name, task_reference_name)
    task.input_parameters.update(inputs)
    return task
