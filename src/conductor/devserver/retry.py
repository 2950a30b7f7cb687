"""Trying a failed task again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.task_run import FOREVER, TaskRun
from conductor.devserver.timeouts import first_scheduled, total_until

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.facts import Facts

#: Operators: their failure is final.
NEVER_RETRIED = frozenset({"SWITCH", "DECISION", "FORK", "JOIN", "EXCLUSIVE_JOIN", "DO_WHILE"})


def limit(task: TaskRun) -> int:
    """How often a failed task may be tried again."""
    if task.task_def is None:
        return 0  # Server: so it is for dynamically forked tasks without a definition (dynfork_no_definition)
    own = task.workflow_task.get("retryCount")
    return int(task.task_def.get("retryCount", 0) if own is None else own)


def will_retry(task: TaskRun) -> bool:
    """Whether deciding will try this failed task again, or has done so."""
    if task.status not in statuses.RETRIABLE_TASK or task.type in NEVER_RETRIED:
        return False
    return task.retry_count < limit(task)


def out_of_time(task: TaskRun, now: int) -> str | None:
    """The sentence that ends the workflow when all attempts together have taken too long."""
    if now < total_until(task):
        return None
    total = (task.task_def or {})["totalTimeoutSeconds"]
    spent = (now - first_scheduled(task)) // 1000
    return (
        f"Task {task.task_id}/{task.def_name} exceeded total timeout of {total} seconds (elapsed "
        f"{spent} seconds across all attempts). No further retries will be attempted."
    )


def delay(task_def: dict[str, Any], failed_count: int) -> int:
    """Seconds to wait before the next attempt, after one whose retryCount was ``failed_count``."""
    seconds = int(task_def.get("retryDelaySeconds", 60))
    logic = task_def.get("retryLogic", "FIXED")
    if logic == "LINEAR_BACKOFF":
        seconds = seconds * int(task_def.get("backoffScaleFactor", 1)) * (failed_count + 1)
    elif logic == "EXPONENTIAL_BACKOFF":
        seconds = seconds * 2 ** min(failed_count, 31)
    highest = int(task_def.get("maxRetryDelaySeconds", 0))
    if highest > 0:
        seconds = min(seconds, highest)
    return min(seconds, FOREVER)


def next_attempt(execution: Execution, task: TaskRun, facts: Facts) -> TaskRun:
    """The new run that tries ``task`` again, after the definition's delay."""
    attempt = fresh_copy(task, facts)
    task_def = task.task_def or {}
    seconds = delay(task_def, task.retry_count)
    attempt.callback_after_seconds = attempt.start_delay_seconds = seconds
    jitter = int(task_def.get("backoffJitterMs", 0))
    attempt.deliver_at = facts.now + seconds * 1000 + (random.randint(0, jitter) if jitter > 0 else 0)
    resolve_again(execution, attempt)
    return attempt


def fresh_copy(task: TaskRun, facts: Facts) -> TaskRun:
    """A run like ``task`` that has not begun: next retryCount, new id, no output."""
    attempt = task.copy()
    attempt.task_id = facts.new_id()
    attempt.retried_task_id = task.task_id
    attempt.retry_count = task.retry_count + 1
    attempt.status = statuses.SCHEDULED
    attempt.retried = attempt.executed = attempt.launched = False
    attempt.input = dict(task.input)
    attempt.output = {}
    attempt.seq = attempt.poll_count = attempt.deliver_at = 0
    attempt.scheduled_time = attempt.start_time = attempt.end_time = attempt.update_time = 0
    attempt.queue_wait_time = attempt.callback_after_seconds = 0
    attempt.worker_id = attempt.sub_workflow_id = None
    attempt.first_scheduled_time = first_scheduled(task)
    return attempt


def resolve_again(execution: Execution, attempt: TaskRun) -> None:
    """Resolve the input once more, over the old one."""
    from conductor.devserver.tasks.kind import task_input

    # Server: for a SUB_WORKFLOW too, beside workflowInput, which stays (retry_sub_workflow_input).
    resolved = task_input(execution, attempt.workflow_task, attempt.task_def, attempt.task_id)
    attempt.input.update(resolved)
    attempt.input.pop("subWorkflowId", None)
