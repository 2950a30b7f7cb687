from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["TaskInterface", "TaskType", "WaitForWebHookTask", "wait_for_webhook"]


class WaitForWebHookTask(TaskInterface):
    """Waits until a webhook with matching content arrives (Orkes)."""

    def __init__(self, task_ref_name: str, matches: dict[str, Any]) -> None:
        super().__init__(task_ref_name, TaskType.WAIT_FOR_WEBHOOK)
        self.input_parameters["matches"] = matches


def wait_for_webhook(
    task_ref_name: str, matches: dict[str, Any], task_def_name: str | None = None
) -> TaskInterface:
    """A WaitForWebHookTask, with a task definition's name of its own where given."""
    task = WaitForWebHookTask(task_ref_name, matches)
    if task_def_name is not None:
        task.name = task_def_name
    return task
