"""Wait for the end of an execution."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from conductor.client.http.models._execution import OPEN_TASK, HasTasks, terminal_status

if TYPE_CHECKING:
    from collections.abc import Callable

    from conductor.client.http.models.workflow import Workflow

logger = logging.getLogger(__name__)

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
        if workflow.status in terminal_status:
            return workflow
        left = deadline - clock()
        if left <= 0:
            raise TimeoutError(_late(workflow, workflow_id, timeout))
        sleep(min(pause, left))
        pause = min(pause * 2, poll_interval)


def tell_if_open(run: object, name: str | None, seconds: float) -> None:
    """Log that an execution has not ended although somebody waited for it, and in which tasks it is.

    A warning where a task is SCHEDULED: nobody has taken it. Work in progress takes its time. An answer that
    is no execution (there was none, or the program has put its own in its place) is passed over.
    """
    if not isinstance(run, HasTasks) or run.status != "RUNNING":
        return
    stuck = any(task.status == "SCHEDULED" for task in run.tasks or [])
    logger.log(
        logging.WARNING if stuck else logging.INFO,
        "workflow %s: execution %s is still RUNNING after %g s%s; conductor-py doctor %s says why",
        name, run.workflow_id, seconds, _waiting(run), run.workflow_id,
    )  # fmt: skip


def _state(workflow: Workflow) -> object:
    return workflow.status, [(task.task_id, task.status) for task in workflow.tasks or []]


def _late(workflow: Workflow, workflow_id: str, timeout: float) -> str:
    return f"workflow {workflow_id} is still {workflow.status} after {timeout:g} seconds{_waiting(workflow)}"


def _waiting(execution: HasTasks) -> str:
    waiting = [
        f"{task.reference_task_name} ({task.status})"
        for task in execution.tasks or []
        if task.status in OPEN_TASK
    ]
    return f"; it waits for {', '.join(waiting)}" if waiting else ""
