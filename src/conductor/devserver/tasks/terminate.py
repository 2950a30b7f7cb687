"""TERMINATE: ends the workflow from inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.json_value import is_object
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

_STATUSES = (statuses.COMPLETED, statuses.FAILED, statuses.TERMINATED)


class Terminate(Kind):
    """Completes, and deciding then ends the workflow with ``terminationStatus``."""

    name = "TERMINATE"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run."""
        task_id = mapping.facts.new_id()
        return [mapping.run(self.name, mapping.plain_input(task_id), task_id)]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Complete with ``workflowOutput`` as output; fail when the status is none."""
        wanted = task.input.get("terminationStatus")
        if wanted not in _STATUSES:
            reason = "given termination status is not valid"
            return finish(execution, task, shell, statuses.FAILED, reason)
        output = task.input.get("workflowOutput")
        if is_object(output):
            return finish(execution, task, shell, output=dict(output))
        return finish(execution, task, shell, output={} if output is None else {"output": output})
