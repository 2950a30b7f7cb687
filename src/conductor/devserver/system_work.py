"""The part of an execution that the server does itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks import kind_of

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.tasks.kind import Shell


def work(shell: Shell, execution: Execution) -> bool:
    """Let every system task do what it can now; True when anything changed.

    A JOIN looks last, and only when all else is at rest: a failure is deciding's, which ends the workflow.
    """
    return _work(shell, execution, joins=False) or _work(shell, execution, joins=True)


def _work(shell: Shell, execution: Execution, *, joins: bool) -> bool:
    changed = False
    now = shell.now()
    paused = execution.status == statuses.PAUSED
    for task in sorted(execution.automatic.values(), key=lambda task: task.seq):
        if (task.type == "JOIN") is not joins:
            continue
        kind = kind_of(task.type)
        # Server: what deciding does itself is done at once, also a retry that should wait (retry_jq).
        waits = kind.goes_on_paused and task.status == statuses.SCHEDULED and task.deliver_at > now
        if waits or task.unattended or (paused and not kind.goes_on_paused):
            continue
        if task.task_id in execution.automatic:  # not ended by the one before
            seen = execution.changes
            moved = kind.run(execution, task, shell)
            if execution.changes != seen:
                return True  # a long script has let others change the execution
            if moved and kind.goes_on_paused:
                execution.forget_drafts()  # Server: deciding begins anew
            changed = moved or changed
    return changed
