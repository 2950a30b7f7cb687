"""LAMBDA: the older name of INLINE, with the script in ``scriptExpression``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.scripts import ScriptError, ScriptTimeout, evaluate
from conductor.devserver.tasks.kind import Kind, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

_NO_EXPRESSION = (
    "Empty 'scriptExpression' in Lambda task's input parameters. A non-empty String value must be provided."
)


class Lambda(Kind):
    """Evaluates ``scriptExpression``; the value is in ``output.result``."""

    name = "LAMBDA"

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Evaluate, complete or fail."""
        expression = task.input.get("scriptExpression")
        if not isinstance(expression, str) or not expression.strip():
            return finish(execution, task, shell, statuses.FAILED, _NO_EXPRESSION)
        # Server: the script is a function's body: what it does not return is null.
        expression = f"(function scriptFun(){{{expression}}})()"
        try:
            return finish(execution, task, shell, output={"result": evaluate(expression, task.input)})
        except (ScriptError, ScriptTimeout) as problem:
            message = str(problem)
        return finish(execution, task, shell, statuses.FAILED, message, {"error": message})
