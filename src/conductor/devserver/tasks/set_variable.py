"""SET_VARIABLE: writes workflow variables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

#: What all variables of a workflow may weigh together.
MOST_KILOBYTES = 256


class SetVariable(Kind):
    """All input parameters become variables of the workflow; the output stays empty."""

    name = "SET_VARIABLE"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run."""
        return [mapping.run(self.name, mapping.plain_input())]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Write them and complete."""
        variables = {**execution.variables, **task.input}
        size = len(
            json.dumps(variables, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
        )
        if size > MOST_KILOBYTES * 1024:
            reason = (
                f"The variables payload size: {size} of workflow: {execution.workflow_id} is greater than "
                f"the permissible limit: {MOST_KILOBYTES} kilobytes"
            )
            return finish(execution, task, shell, statuses.FAILED_WITH_TERMINAL_ERROR, reason)
        execution.variables = variables
        return finish(execution, task, shell)
