"""JSON_JQ_TRANSFORM: a jq program over the task's input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.scripts import JqError, jq
from conductor.devserver.tasks.kind import Kind, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class JqTransform(Kind):
    """``result`` is the first result or null, ``resultList`` all of them."""

    name = "JSON_JQ_TRANSFORM"
    at_once = True

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Run the program, complete or fail."""
        program = task.input.get("queryExpression")
        if program is None:
            return finish(
                execution, task, shell, statuses.FAILED, "Missing 'queryExpression' in input parameters"
            )
        try:
            results = jq(str(program), task.input)
        except JqError as problem:
            return finish(execution, task, shell, statuses.FAILED, str(problem), {"error": str(problem)})
        return finish(
            execution, task, shell, output={"result": results[0] if results else None, "resultList": results}
        )
