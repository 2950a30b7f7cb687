"""Run JavaScript in QuickJS: JSON goes in as ``$``, JSON comes out, a fresh context each time."""

from __future__ import annotations

import json
import time
from typing import Any

from conductor.devserver.scripts._errors import MissingExtra, ScriptError, ScriptTimeout
from conductor.devserver.scripts._exact_numbers import exact_numbers, restore
from conductor.devserver.scripts._messages import script_message, syntax_message
from conductor.devserver.scripts._prelude import PRELUDE

TIME_LIMIT_SECONDS = 4.0
MEMORY_LIMIT_BYTES = 256 * 1024 * 1024
_LONG_MAX = 2**63 - 1


def evaluate(source: str, bindings: dict[str, Any], seconds: float = TIME_LIMIT_SECONDS) -> Any:
    """Return the value of the last expression of ``source``, with ``bindings`` as ``$``.

    undefined is None; NaN and the infinities are texts; functions, dates and the like are empty objects.
    Raises ScriptError in the server's words, ScriptTimeout after ``seconds``, MissingExtra without QuickJS.
    """
    request = json.dumps({"source": source, "input": bindings})
    began = time.monotonic()
    try:
        context = _context(seconds)
        answer: str = context.eval(PRELUDE)(request)
    except _failures() as error:
        text = str(error)
        if text.startswith("InternalError: interrupted") and time.monotonic() - began >= seconds / 2:
            raise ScriptTimeout(seconds) from None
        raise ScriptError(script_message(text, source)) from None
    exact = exact_numbers(bindings)
    result = json.loads(answer, parse_int=_whole_number)
    return restore(result, exact) if exact else result


def evaluate_condition(source: str, bindings: dict[str, Any]) -> bool:
    """Evaluate ``source`` as a condition: true, or a number above 0. Raises as ``evaluate``."""
    result = evaluate(source, bindings)
    if isinstance(result, (bool, int, float)):
        return result > 0
    return False


def check_syntax(source: str) -> str | None:
    """Return what is wrong with the syntax of ``source`` in the server's words, or None; nothing is run."""
    guard = "throw 0;"
    context = _context(TIME_LIMIT_SECONDS)
    try:
        context.eval("(function (request) { (0, eval)(JSON.parse(request)); })")(json.dumps(guard + source))
    except _failures() as error:
        text = str(error)
        if text.startswith("SyntaxError"):
            return syntax_message(text, source, shift=len(guard))
    return None


def _context(seconds: float) -> Any:
    quickjs = _quickjs()
    context = quickjs.Context()
    context.set_memory_limit(MEMORY_LIMIT_BYTES)
    context.set_time_limit(seconds)
    return context


def _failures() -> tuple[type[BaseException], ...]:
    return (_quickjs().JSException, MemoryError)


def _quickjs() -> Any:
    try:
        import quickjs
    except ImportError:
        raise MissingExtra("A JavaScript expression", "quickjs-ng") from None
    return quickjs


def _whole_number(text: str) -> int | float:
    """A whole number; beyond 64 bits it is a float, as the server's are."""
    number = int(text)
    return number if -_LONG_MAX - 1 <= number <= _LONG_MAX else float(number)
