"""How a filter compares two values: Jayway's operators."""

from __future__ import annotations

import re
from typing import Any, Callable

from conductor.devserver.expressions._java import java_text
from conductor.devserver.expressions._matching import full_match
from conductor.devserver.expressions._steps import PathError
from conductor.devserver.json_value import is_list


def is_number(value: Any) -> bool:
    """Say whether ``value`` is a number; a boolean is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _equal(left: Any, right: Any) -> bool:
    """``==``: a number equals a text that spells it, a boolean equals nothing but a boolean."""
    if is_number(left) and isinstance(right, str):
        return bool(left == _number(right))
    if isinstance(left, str) and is_number(right):
        return left == java_text(right)
    return _same(left, right)


def _same(left: Any, right: Any) -> bool:
    """``===``: the same kind of value, and equal."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right)


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare(left: Any, right: Any) -> bool:
        if (is_number(left) and is_number(right)) or (isinstance(left, str) and isinstance(right, str)):
            return test(left, right)
        return False

    return compare


def _matches(left: Any, right: Any) -> bool:
    if _is_pattern(left) == _is_pattern(right):
        return False
    pattern, value = (left, right) if _is_pattern(left) else (right, left)
    candidates: list[Any] = value if is_list(value) else [value]
    return any(full_match(pattern, _regex_input(candidate)) for candidate in candidates)


def _is_pattern(value: Any) -> bool:
    return isinstance(value, re.Pattern)


def _regex_input(value: Any) -> str:
    return java_text(value) if isinstance(value, (str, bool, int, float)) else ""


def _members(value: Any) -> list[Any]:
    """The members of a list; an object has none, and nothing else can stand there."""
    if is_list(value):
        return value
    if isinstance(value, dict):
        return []
    raise PathError("Expected a list")


def _in(left: Any, right: Any) -> bool:
    return any(_equal(left, item) for item in _members(right))


def _contains(left: Any, right: Any) -> bool:
    if isinstance(left, str):
        return isinstance(right, str) and right in left
    return is_list(left) and _in(right, left)


def _subset(left: Any, right: Any) -> bool:
    members = _members(right)
    return is_list(left) and all(_in(item, members) for item in left)


def _any_of(left: Any, right: Any) -> bool:
    members = _members(right)
    return is_list(left) and any(_in(item, members) for item in left)


def _none_of(left: Any, right: Any) -> bool:
    members = _members(right)
    return is_list(left) and not any(_in(item, members) for item in left)


def _measurable(value: Any) -> bool:
    return isinstance(value, (str, list, dict))


def _size(left: Any, right: Any) -> bool:
    return _measurable(left) and bool(len(left) == right)


def _empty(left: Any, right: Any) -> bool:
    return _measurable(left) and isinstance(right, bool) and (not left) is right


def _never(left: Any, right: Any) -> bool:
    # Server: `all` and `type` hold for nothing that can be written in a definition.
    return False


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "===": _same,
    "!==": lambda left, right: not _same(left, right),
    "<": _ordered(lambda left, right: bool(left < right)),
    "<=": _ordered(lambda left, right: bool(left <= right)),
    ">": _ordered(lambda left, right: bool(left > right)),
    ">=": _ordered(lambda left, right: bool(left >= right)),
    "=~": _matches,
    "matches": _matches,
    "in": _in,
    "nin": lambda left, right: not _in(left, right),
    "contains": _contains,
    "subsetof": _subset,
    "anyof": _any_of,
    "noneof": _none_of,
    "all": _never,
    "size": _size,
    "empty": _empty,
    "type": _never,
}
