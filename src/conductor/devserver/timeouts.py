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


def next_check(task: TaskRun) -> int:
    """The earliest moment at which one of the task's time-outs can fire."""
    task_def = task.task_def
    if task_def is None or not task.open:
        return NEVER
    moments = [NEVER]
    for seconds, since in _limits(task):
        moments.append(since + seconds * 1000)
    return min(moments)


def _limits(task: TaskRun) -> list[tuple[int, int]]:
    """(seconds, since) of every limit that applies to the open task now."""
    task_def = task.task_def or {}
    found: list[tuple[int, int]] = []
    first = task.first_scheduled_time or task.scheduled_time
    if first:
        # Server: nothing wakes it for this limit, so an attempt that is due at that moment still gets its
        # chance (timeout_total).
        found.append((task_def.get("totalTimeoutSeconds") or 0, first + 1000))
    delay = task.start_delay_seconds * 1000
    if task.start_time:
        # Server: the delay before an attempt is given on top, though it is over (timeout_after_delay).
        found.append((task_def.get("timeoutSeconds") or 0, task.start_time + delay))
        found.append((_response_limit(task), task.update_time or task.start_time))
    if task.status == statuses.SCHEDULED and task.scheduled_time:
        limit = task_def.get("pollTimeoutSeconds") or 0
        if limit > 0:
            found.append((limit + _callback(task), task.scheduled_time + delay))
    return [(seconds, since) for seconds, since in found if seconds > 0]


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
    task_def = task.task_def
    if task_def is None or not task.open:
        return None
    policy = task_def.get("timeoutPolicy", "TIME_OUT_WF")
    policy_text = f"Timeout policy configured to {policy}"
    total = task_def.get("totalTimeoutSeconds") or 0
    first = task.first_scheduled_time or task.scheduled_time
    if total > 0 and first and now >= first + total * 1000 and policy != "ALERT_ONLY":
        reason = (
            f"Task {task.def_name}/{task.task_id} exceeded total timeout of {total} seconds (elapsed "
            f"{(now - first) // 1000} seconds across all attempts including retry delays). "
            f"Timeout policy: {policy}"
        )
        return Overdue(reason, policy == "TIME_OUT_WF")
    delay = task.start_delay_seconds * 1000
    limit = task_def.get("timeoutSeconds") or 0
    began = task.start_time + delay
    if limit > 0 and task.start_time and now >= began + limit * 1000 and policy != "ALERT_ONLY":
        spent = (now - began) // 1000
        reason = f"Task timed out after {spent} seconds. Timeout configured as {limit} seconds. {policy_text}"
        return Overdue(reason, policy == "TIME_OUT_WF")
    limit = task_def.get("pollTimeoutSeconds") or 0
    if limit > 0 and task.status == statuses.SCHEDULED and task.scheduled_time and policy != "ALERT_ONLY":
        spent_ms = now - task.scheduled_time - delay
        if spent_ms >= (limit + _callback(task)) * 1000:
            reason = (
                f"Task poll timed out after {spent_ms // 1000} seconds. "
                f"Poll timeout configured as {limit} seconds. {policy_text}"
            )
            return Overdue(reason, policy == "TIME_OUT_WF")
    silent = _response_limit(task)
    if silent > 0 and task.start_time and now >= (task.update_time or task.start_time) + silent * 1000:
        seconds = task_def.get("responseTimeoutSeconds")
        reason = (
            f"responseTimeout: {seconds} exceeded for the taskId: {task.task_id} "
            f"with Task Definition: {task.def_name}"
        )
        return Overdue(reason, False)
    return None


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
