"""When the engine has to look at an execution again, if nobody reports anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks import kind_of
from conductor.devserver.timeouts import NEVER, next_check, workflow_due

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution


def next_moment(execution: Execution, now: int) -> int | None:
    """The next time-out, end of a WAIT or delayed start of a system task (epoch milliseconds), or None."""
    due = workflow_due(execution)
    if execution.status != statuses.PAUSED:  # then no task's time-out fires
        if execution.check_at <= now:
            execution.check_at = min((next_check(task) for task in execution.pending.values()), default=NEVER)
        due = min(due, execution.check_at)
    for task in execution.automatic.values():
        if task.due > now:
            due = min(due, task.due)
        if task.status == statuses.SCHEDULED and task.deliver_at > now and kind_of(task.type).goes_on_paused:
            due = min(due, task.deliver_at)
    return due if due < NEVER else None
