"""What can be asked of every execution of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task

WORKFLOW_STATUSES = ("RUNNING", "COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED", "PAUSED")
TASK_STATUSES = (
    *("IN_PROGRESS", "CANCELED", "FAILED", "FAILED_WITH_TERMINAL_ERROR", "COMPLETED"),
    *("COMPLETED_WITH_ERRORS", "SCHEDULED", "TIMED_OUT", "SKIPPED"),
)

terminal_status = ("COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED")
successful_status = ("PAUSED", "COMPLETED")
running_status = ("RUNNING", "PAUSED")

OPEN_TASK = ("SCHEDULED", "IN_PROGRESS")
_FAILED_TASK = ("FAILED", "FAILED_WITH_TERMINAL_ERROR", "TIMED_OUT", "CANCELED")


class HasStatus:
    """An execution whose status is known."""

    if TYPE_CHECKING:
        status: str | None
        workflow_id: str | None

    def is_completed(self) -> bool:
        """Whether it has ended, well or badly."""
        return self.status in terminal_status

    def is_successful(self) -> bool:
        """Whether it has not failed: COMPLETED, or PAUSED as upstream counts it."""
        return self.status in successful_status

    def is_running(self) -> bool:
        """Whether it has not ended: RUNNING or PAUSED."""
        return self.status in running_status


class HasTasks(HasStatus):
    """An execution that knows its tasks."""

    _link: str | None = None
    """Where to look at it; the clients know and say."""

    if TYPE_CHECKING:
        tasks: list[Task] | None
        reason_for_incompletion: str | None

    def set_link(self, link: str) -> None:
        """Say where it can be looked at: the errors about it name the place."""
        self.__dict__["_link"] = link

    @property
    def current_task(self) -> Task | None:
        """The latest task that is SCHEDULED or IN_PROGRESS; None when there is none."""
        waiting = [task for task in self.tasks or [] if task.status in OPEN_TASK]
        return waiting[-1] if waiting else None

    def get_task(self, name: str | None = None, task_reference_name: str | None = None) -> Task | None:
        """The latest execution of a task, by its definition's name or by its reference in the workflow.

        None when there is none. Raises ValueError unless exactly one of the two is given.
        """
        if (name is None) == (task_reference_name is None):
            given = "None were" if name is None else "both were"
            raise ValueError(f"ONLY one of name or task_reference_name MUST be provided.  {given} provided")
        for task in reversed(self.tasks or []):
            if task.task_def_name == name if name is not None else _has_reference(task, task_reference_name):
                return task
        return None

    def raise_for_status(self) -> None:
        """Raise WorkflowFailed when it ended FAILED, TIMED_OUT or TERMINATED.

        The error names the task that failed, its reason and its id, as far as they are known.
        """
        if self.status not in terminal_status or self.status == "COMPLETED":
            return
        from conductor.client.exceptions import WorkflowFailed

        failed = [task for task in self.tasks or [] if task.status in _FAILED_TASK]
        # A task that failed of its own accord says more than the ones cancelled because of it.
        failed.sort(key=lambda task: task.status != "CANCELED")
        task = failed[-1] if failed else None
        raise WorkflowFailed(
            workflow_id=self.workflow_id, status=self.status, link=self._link,
            task_reference_name=task.reference_task_name if task else None,
            task_id=task.task_id if task else None,
            reason=(task.reason_for_incompletion if task else None) or self.reason_for_incompletion,
            workflow_name=getattr(self, "workflow_name", None) or (task.workflow_type if task else None),
        )


def _has_reference(task: Task, reference: str | None) -> bool:
    declared = task.workflow_task
    return reference in (task.reference_task_name, declared.task_reference_name if declared else None)
