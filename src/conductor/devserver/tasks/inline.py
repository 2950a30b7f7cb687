"""INLINE: a script over the task's own input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.scripts import ScriptError, ScriptTimeout, evaluate_with
from conductor.devserver.tasks.kind import Kind, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

_NO_EXPRESSION = (
    "Empty 'expression' in Inline task's input parameters. A non-empty String value must be provided."
)


class Inline(Kind):
    """Evaluates ``expression`` by ``evaluatorType``; the value is in ``output.result``."""

    name = "INLINE"

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Evaluate, complete or fail."""
        evaluator = task.input.get("evaluatorType") or "javascript"
        expression = task.input.get("expression")
        terminal = statuses.FAILED_WITH_TERMINAL_ERROR
        if not isinstance(expression, str) or not expression.strip():
            return _fail(execution, task, shell, terminal, _NO_EXPRESSION)
        try:
            result = evaluate_with(str(evaluator), expression, task.input)
        except ScriptTimeout as problem:
            return _fail(execution, task, shell, statuses.FAILED, str(problem))
        except ScriptError as problem:
            return _fail(execution, task, shell, terminal, str(problem))
        return finish(execution, task, shell, output={"result": result})


def _fail(execution: Execution, task: TaskRun, shell: Shell, status: str, message: str) -> bool:
    return finish(execution, task, shell, status, message, {"error": message})
