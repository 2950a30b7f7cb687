"""The evaluators that a SWITCH or INLINE task can name in ``evaluatorType``."""

from __future__ import annotations

from typing import Any, Callable

from conductor.devserver.scripts._errors import ScriptError
from conductor.devserver.scripts._javascript import evaluate


def _value_param(expression: str, bindings: dict[str, Any]) -> Any:
    """The input parameter that ``expression`` names."""
    return bindings.get(expression)


def _python(expression: str, bindings: dict[str, Any]) -> Any:
    # Server: 3.32.3 answers null to Python scripts (inline_python); saying that they are not run helps more.
    raise ScriptError(
        "The embedded server does not run Python scripts: use evaluatorType javascript, or a worker."
    )


EVALUATORS: dict[str, Callable[[str, dict[str, Any]], Any]] = {
    "javascript": evaluate,
    "graaljs": evaluate,
    "value-param": _value_param,
    "python": _python,
}


def evaluate_with(evaluator: str, expression: str, bindings: dict[str, Any]) -> Any:
    """Evaluate by the named evaluator. Raises ScriptError (also for an unknown one) and ScriptTimeout."""
    function = EVALUATORS.get(evaluator)
    if function is None:
        raise ScriptError(f"Unknown evaluator '{evaluator}' in INLINE task.")
    return function(expression, bindings)
