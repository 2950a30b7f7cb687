"""Wait for the end of an execution."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conductor.client.http.models.workflow import Workflow

ENDED = frozenset({"COMPLETED", "FAILED", "TIMED_OUT", "TERMINATED"})
_FIRST_WAIT = 0.02  # seconds; doubled until it reaches the caller's interval


def wait(
    get: Callable[[], Workflow],
    workflow_id: str,
    timeout: float,
    on_progress: Callable[[Workflow], None] | None,
    poll_interval: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> Workflow:
    """Ask until the execution has ended; ``TimeoutError`` after ``timeout`` seconds."""
    deadline = clock() + timeout
    pause = min(_FIRST_WAIT, poll_interval)
    shown: object = None
    while True:
        workflow = get()
        if on_progress is not None and _state(workflow) != shown:
            shown = _state(workflow)
            on_progress(workflow)
        if workflow.status in ENDED:
            return workflow
        left = deadline - clock()
        if left <= 0:
            raise TimeoutError(_late(workflow, workflow_id, timeout))
        sleep(min(pause, left))
        pause = min(pause * 2, poll_interval)


def _state(workflow: Workflow) -> object:
    return workflow.status, [(task.task_id, task.status) for task in workflow.tasks or []]


def _late(workflow: Workflow, workflow_id: str, timeout: float) -> str:
    waiting = [
        f"{task.reference_task_name} ({task.status})"
        for task in workflow.tasks or []
        if task.status in ("SCHEDULED", "IN_PROGRESS")
    ]
    at = f"; it waits for {', '.join(waiting)}" if waiting else ""
    return f"workflow {workflow_id} is still {workflow.status} after {timeout:g} seconds{at}"
