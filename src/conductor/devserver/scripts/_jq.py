"""Run jq programs; each is compiled once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from conductor.devserver.scripts._errors import JqError, MissingExtra
from conductor.devserver.scripts._jq_process import run_apart
from conductor.devserver.scripts._patience import aside

TIME_LIMIT_SECONDS = 4.0
# What can make a program run without end. jq has no limit of its own and cannot be stopped, so such programs
# run in a process of their own.
_MAY_NOT_END = re.compile(r"\b(?:def|repeat|while|until|range|recurse|infinite|limit|inputs?|walk|paths)\b")
_INDEXED_BY_TEXT = re.compile(r'^Cannot index (\w+) with (?:string \(?)?"(.*?)"\)?$')
# A call of a function with a regular expression, and that where it is written in the program.
_MATCH = re.compile(r'\b(?:test|match|capture|scan|splits|sub|gsub)\s*\(\s*("(?:[^"\\]|\\.)*"(?=\s*[;)]))?')
_GROUP_AGAIN = re.compile(r"\)[+*{]")
_PREFIX = re.compile(r"^jq: error(?: \(at [^)]*\))?: ")


def jq(program: str, data: Any) -> list[Any]:
    """Return all results of ``program`` on ``data``. Raises JqError, and MissingExtra without the package."""
    if _MAY_NOT_END.search(program) or _matches_slowly(program):
        try:
            with aside():
                return run_apart(program, data, TIME_LIMIT_SECONDS)
        except JqError as error:
            raise JqError(jq_message(error)) from None
    try:
        results: list[Any] = _compile(program).input_value(data).all()
    except ValueError as error:
        raise JqError(jq_message(error)) from None
    return results


def _matches_slowly(program: str) -> bool:
    """Whether a regular expression repeats a group, or is not written in the program: it may take long."""
    patterns = (call[1] for call in _MATCH.finditer(program))
    return any(pattern is None or _GROUP_AGAIN.search(pattern) is not None for pattern in patterns)


def jq_message(error: Exception) -> str:
    """The first line of jq's words, without its prefix."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return reworded(_PREFIX.sub("", lines[0])) if lines else "jq failed"


def reworded(message: str) -> str:
    """jq's message in the words of the server's engine."""
    return _INDEXED_BY_TEXT.sub(r'Cannot index \1 with string "\2"', message)


@lru_cache(maxsize=1024)
def _compile(program: str) -> Any:
    return _jq_module().compile(program)


def _jq_module() -> Any:
    try:
        import jq as module
    except ImportError:
        raise MissingExtra("A JSON_JQ_TRANSFORM task", "jq") from None
    return module
