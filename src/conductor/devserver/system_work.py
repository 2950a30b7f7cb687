"""The part of an execution that the server does itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks import kind_of

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.tasks.kind import Shell


def work(shell: Shell, execution: Execution) -> bool:
    """Let every system task do what it can now; True when anything changed."""
    changed = False
    now = shell.now()
    paused = execution.status == statuses.PAUSED
    for task in list(execution.automatic.values()):
        kind = kind_of(task.type)
        waits = task.status == statuses.SCHEDULED and task.deliver_at > now
        if waits or task.unattended or (paused and not kind.goes_on_paused):
            continue
        if task.task_id in execution.automatic:  # not ended by the one before
            changed = kind.run(execution, task, shell) or changed
    return changed
