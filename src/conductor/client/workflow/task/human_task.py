from __future__ import annotations

from enum import Enum

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["AssignmentCompletionStrategy", "HumanTask", "TaskInterface", "TaskType", "TriggerType"]


class AssignmentCompletionStrategy(str, Enum):
    """What happens to a human task when its last assignment runs out (Orkes)."""

    LEAVE_OPEN = "LEAVE_OPEN"
    TERMINATE = "TERMINATE"

    def __str__(self) -> str:
        return self.name


_LEAVE_OPEN = AssignmentCompletionStrategy.LEAVE_OPEN


class TriggerType(str, Enum):
    """The changes of a human task that can start a workflow (Orkes)."""

    ASSIGNED = "ASSIGNED"
    PENDING = "PENDING"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    TIMED_OUT = "TIMED_OUT"
    ASSIGNEE_CHANGED = "ASSIGNEE_CHANGED"

    def __str__(self) -> str:
        return self.name


class HumanTask(TaskInterface):
    """Waits until somebody completes it. Display name and form are for Orkes."""

    def __init__(
        self,
        task_ref_name: str,
        display_name: str | None = None,
        form_template: str | None = None,
        form_version: int = 0,
        assignment_completion_strategy: AssignmentCompletionStrategy = _LEAVE_OPEN,
    ) -> None:
        super().__init__(task_ref_name, TaskType.HUMAN)
        self.input_parameters["__humanTaskDefinition"] = {
            "assignmentCompletionStrategy": assignment_completion_strategy,
            "displayName": display_name,
            "userFormTemplate": {"name": form_template, "version": form_version},
        }
