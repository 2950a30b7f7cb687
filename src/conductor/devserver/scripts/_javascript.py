"""Run JavaScript in QuickJS: JSON goes in as ``$``, JSON comes out, a fresh context each time."""

from __future__ import annotations

import json
import re
import threading
import time
from functools import lru_cache
from typing import Any

from conductor.devserver.scripts._errors import MissingExtra, ScriptError, ScriptTimeout
from conductor.devserver.scripts._exact_numbers import exact_numbers, restore
from conductor.devserver.scripts._messages import script_message, syntax_message
from conductor.devserver.scripts._patience import aside
from conductor.devserver.scripts._prelude import JAVA_METHODS, PRELUDE

TIME_LIMIT_SECONDS = 4.0
#: A script that takes longer than this begins once more where nobody waits for it.
QUICK_SECONDS = 0.05
MEMORY_LIMIT_BYTES = 256 * 1024 * 1024
_LONG_MAX = 2**63 - 1
_TEXT = re.compile(r"'[^'\\\n]*'|\"[^\"\\\n]*\"")
_IF = re.compile(r"(?<![.$\w])if\s*(?=\()")
_READS_ONLY = re.compile(r"[\w\s$.\[\]'<>=!&|()+\-*/%?:,;{}]*")
# An assignment, ++ and --, a call, or a word that does more than name a value.
_ACTS = re.compile(
    r"(?<![=!<>])=(?!=)|(?<=[<>])=(?==)|<<|>>|\*\*|//|/\*|\+\+|--|[\w$\])']\s*\(|\?\.\s*\("
    r"|\b(?!typeof\b|true\b|false\b|null\b|undefined\b|in\b|else\b)(?<![.$\w])[A-Za-z_]\w*"
)
_JAVA_CALL = re.compile(r"\.\s*(?:get|getOrDefault|containsKey|keySet|size|isEmpty|contains)\s*\(")
_kept = threading.local()


def evaluate(source: str, bindings: dict[str, Any], seconds: float = TIME_LIMIT_SECONDS) -> Any:
    """Return the value of the last expression of ``source``, with ``bindings`` as ``$``.

    undefined is None; NaN and the infinities are texts; functions, dates and the like are empty objects.
    Raises ScriptError in the server's words, ScriptTimeout after ``seconds``, MissingExtra without QuickJS.
    """
    if seconds > QUICK_SECONDS:
        try:
            return _evaluate(source, bindings, QUICK_SECONDS)
        except ScriptTimeout:
            pass
        with aside():
            return _evaluate(source, bindings, seconds)
    return _evaluate(source, bindings, seconds)


def _evaluate(source: str, bindings: dict[str, Any], seconds: float) -> Any:
    request = json.dumps({"source": source, "input": bindings})
    began = time.monotonic()
    try:
        run = _kept_runner(seconds) if _leaves_no_trace(source) else _runner(seconds, source)
        answer: str = run(request)
    except _failures() as error:
        _kept.seconds = None
        text = str(error)
        long_enough = seconds <= QUICK_SECONDS or time.monotonic() - began >= seconds / 2
        if text.startswith("InternalError: interrupted") and long_enough:
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


def _runner(seconds: float, source: str = "") -> Any:
    """The prelude's function in a context of its own."""
    context = _context(seconds)
    if _JAVA_CALL.search(source) is not None:
        context.eval(JAVA_METHODS)
    return context.eval(PRELUDE)


def _kept_runner(seconds: float) -> Any:
    """The same in a context that this thread keeps: ten times quicker."""
    if getattr(_kept, "seconds", None) != seconds:
        _kept.run, _kept.seconds = _runner(seconds), seconds
    return _kept.run


@lru_cache(maxsize=4096)
def _leaves_no_trace(source: str) -> bool:
    """Whether ``source`` only reads and compares, as most conditions do.

    It assigns, declares, calls and constructs nothing, so the next script cannot notice that it ran.
    """
    without_texts = _IF.sub("", _TEXT.sub("''", source))
    return _READS_ONLY.fullmatch(without_texts) is not None and _ACTS.search(without_texts) is None


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
