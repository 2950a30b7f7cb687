"""How far an execution has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.testing._branches import plain_reference

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.workflow import Workflow

TERMINAL = ("COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED")


def has_come_to(run: Workflow, status: str | None, task: str | None) -> bool:
    """Whether a run has ended, or has ``status``; with ``task``, whether that task is there, or has it."""
    if task is None:
        return run.status in TERMINAL if status is None else run.status == status
    named = [found for found in run.tasks or () if task in (found.reference_task_name, _plain(found))]
    return bool(named) and (status is None or named[-1].status == status)


def what_it_waits_for(run: Workflow) -> str:
    """Its open tasks, each with what would help."""
    waits = [
        f"{task.reference_task_name} ({task.task_type}) is {task.status}{_hint(task)}"
        for task in run.tasks or ()
        if task.status in ("SCHEDULED", "IN_PROGRESS")
    ]
    return "; ".join(waits) or "no task"


def _hint(task: Task) -> str:
    if task.task_type in ("HUMAN", "WAIT") and task.status == "IN_PROGRESS":
        return ", waiting to be completed from outside: env.complete(...)"
    if task.status == "SCHEDULED" and task.callback_after_seconds:
        reason = (task.reason_for_incompletion or "").partition("\n")[0]
        before = f" (the try before: {reason})" if reason else ""
        return f", due {task.callback_after_seconds} s after it was scheduled{before}"
    if task.status == "SCHEDULED":
        return ", and nobody takes it: env.run_worker(...) or env.mock(...)"
    return ""


def _plain(task: Task) -> str:
    return plain_reference(
        {"referenceTaskName": task.reference_task_name, "loopOverTask": task.loop_over_task}
    )
