"""Keep whole numbers above 2^53 exact where a script only passes them on (numbers_roundtrip).

JavaScript's numbers are doubles, so such a number comes back rounded. The server's script engine keeps Java's
longs as they are until a script calculates with them.
"""

from __future__ import annotations

from typing import Any

from conductor.devserver.json_value import is_list, is_object

_SAFE = 2**53


def exact_numbers(value: Any) -> dict[float, int]:
    """Return the whole numbers in ``value`` that a double cannot hold, by the double they become."""
    found: dict[float, int] = {}
    pending = [value]
    while pending:
        current = pending.pop()
        if is_object(current):
            pending.extend(current.values())
        elif is_list(current):
            pending.extend(current)
        elif isinstance(current, int) and not -_SAFE <= current <= _SAFE:
            try:
                found[float(current)] = current
            except OverflowError:
                continue
    return found


def restore(value: Any, exact: dict[float, int]) -> Any:
    """Put the exact numbers back into a script's result."""
    if is_object(value):
        return {key: restore(item, exact) for key, item in value.items()}
    if is_list(value):
        return [restore(item, exact) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return exact.get(float(value), value)
    return value
