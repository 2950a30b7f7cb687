"""SET_VARIABLE: writes workflow variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.tasks.kind import Kind, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class SetVariable(Kind):
    """All input parameters become variables of the workflow; the output stays empty."""

    name = "SET_VARIABLE"

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Write them and complete."""
        execution.variables = {**execution.variables, **task.input}
        return finish(execution, task, shell)
