"""When a task or a workflow has taken too long, and what that means. All times in epoch milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from conductor.devserver import statuses
from conductor.devserver.task_run import FOREVER, TaskRun

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution

#: Beyond any time that matters.
NEVER = 1 << 62


class Overdue(NamedTuple):
    """A time-out that has fired: the reason, and whether the whole workflow ends with it."""

    reason: str
    ends_workflow: bool


class _Limit(NamedTuple):
    """A limit that an open task has now: what it is on, since when, and until when."""

    on: str
    since: int
    until: int


def total_until(task: TaskRun) -> int:
    """When all attempts together have taken too long."""
    task_def = task.task_def or {}
    seconds, first = task_def.get("totalTimeoutSeconds") or 0, first_scheduled(task)
    if seconds <= 0 or not first or task_def.get("timeoutPolicy") == "ALERT_ONLY":
        return NEVER
    return first + int(seconds) * 1000


def first_scheduled(task: TaskRun) -> int:
    """When the first of all attempts was scheduled."""
    return task.first_scheduled_time or task.scheduled_time


def next_check(task: TaskRun) -> int:
    """The earliest moment at which one of the task's time-outs can fire."""
    # Server: nothing wakes it for the limit on all attempts, so one that is due at that moment still gets its
    # chance (timeout_total).
    moments = (limit.until + (1000 if limit.on == "total" else 0) for limit in _limits(task))
    return min(moments, default=NEVER)


def _limits(task: TaskRun) -> list[_Limit]:
    """Every limit that the open task has now, in the order in which they count."""
    task_def = task.task_def
    found: list[_Limit] = []
    if task_def is None or not task.open:
        return found
    if task_def.get("timeoutPolicy") != "ALERT_ONLY":
        total = total_until(task)
        if total < NEVER:
            found.append(_Limit("total", first_scheduled(task), total))
        # Server: the delay before an attempt is given on top, though it is over (timeout_after_delay).
        delay = task.start_delay_seconds * 1000
        seconds = task_def.get("timeoutSeconds") or 0
        if seconds > 0 and task.start_time:
            since = task.start_time + delay
            found.append(_Limit("run", since, since + seconds * 1000))
        seconds = task_def.get("pollTimeoutSeconds") or 0
        if seconds > 0 and task.status == statuses.SCHEDULED and task.scheduled_time:
            since = task.scheduled_time + delay
            found.append(_Limit("poll", since, since + (seconds + _callback(task)) * 1000))
    seconds = _response_limit(task)
    if seconds > 0 and task.start_time:
        since = task.update_time or task.start_time
        found.append(_Limit("response", since, since + seconds * 1000))
    return found


def _callback(task: TaskRun) -> int:
    return 0 if task.callback_after_seconds >= FOREVER else task.callback_after_seconds


def _response_limit(task: TaskRun) -> int:
    """Seconds that a worker may be silent, 0 for any."""
    seconds = (task.task_def or {}).get("responseTimeoutSeconds") or 0
    if seconds <= 0 or task.status != statuses.IN_PROGRESS or task.type in _UNATTENDED:
        return 0
    if task.system and task.workflow_task.get("asyncComplete"):
        return 0
    return int(seconds) + _callback(task)


#: Server: these have no worker that could be silent.
_UNATTENDED = frozenset({"WAIT", "HUMAN", "JOIN", "SUB_WORKFLOW", "DO_WHILE", "EXCLUSIVE_JOIN"})


def overdue(task: TaskRun, now: int) -> Overdue | None:
    """The time-out that an open task has run into, if any."""
    limit = next((limit for limit in _limits(task) if now >= limit.until), None)
    if limit is None:
        return None
    policy = (task.task_def or {}).get("timeoutPolicy", "TIME_OUT_WF")
    reason = _reason(task, limit.on, (now - limit.since) // 1000, policy)
    return Overdue(reason, limit.on != "response" and policy == "TIME_OUT_WF")


def _reason(task: TaskRun, on: str, spent: int, policy: str) -> str:
    task_def = task.task_def or {}
    if on == "total":
        return (
            f"Task {task.def_name}/{task.task_id} exceeded total timeout of "
            f"{task_def['totalTimeoutSeconds']} seconds (elapsed {spent} seconds across all attempts "
            f"including retry delays). Timeout policy: {policy}"
        )
    if on == "run":
        return (
            f"Task timed out after {spent} seconds. Timeout configured as {task_def['timeoutSeconds']} "
            f"seconds. Timeout policy configured to {policy}"
        )
    if on == "poll":
        return (
            f"Task poll timed out after {spent} seconds. Poll timeout configured as "
            f"{task_def['pollTimeoutSeconds']} seconds. Timeout policy configured to {policy}"
        )
    return (
        f"responseTimeout: {task_def['responseTimeoutSeconds']} exceeded for the taskId: {task.task_id} "
        f"with Task Definition: {task.def_name}"
    )


def workflow_due(execution: Execution) -> int:
    """When the workflow's own time-out fires."""
    doc = execution.blueprint.doc
    seconds = doc.get("timeoutSeconds") or 0
    if seconds <= 0 or doc.get("timeoutPolicy") != "TIME_OUT_WF":
        return NEVER
    return (execution.last_retried_time or execution.create_time) + seconds * 1000


def workflow_reason(execution: Execution, now: int) -> str:
    """The sentence for a workflow that has taken too long."""
    seconds = execution.blueprint.doc.get("timeoutSeconds")
    spent = (now - (execution.last_retried_time or execution.create_time)) // 1000
    return (
        f"Workflow timed out after {spent} seconds. Timeout configured as {seconds} seconds. "
        "Timeout policy configured to TIME_OUT_WF"
    )
