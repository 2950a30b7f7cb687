"""Spell a JSON value as Java's ``toString`` does: the text of a value inside another text."""

from __future__ import annotations

import math
from typing import Any

from conductor.devserver.json_value import is_list, is_object


def java_text(value: Any) -> str:
    """Spell a JSON value in Java's way: ``null``, ``true``, ``1.0E21``, ``{a=1, b=[x, y]}``."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, float):
        return _double_text(value)
    if is_object(value):
        return "{" + ", ".join(f"{key}={java_text(item)}" for key, item in value.items()) + "}"
    if is_list(value):
        return "[" + ", ".join([java_text(item) for item in value]) + "]"
    return str(value)


def _double_text(value: float) -> str:
    """``Double.toString``: plain between 1e-3 and 1e7, else one digit before the point and ``E``."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    sign = "-" if math.copysign(1.0, value) < 0 else ""
    if value == 0:
        return sign + "0.0"
    digits, exponent = _shortest_digits(abs(value))
    if -3 <= exponent < 7:
        if exponent < 0:
            return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
        digits = digits.ljust(exponent + 1, "0")
        return f"{sign}{digits[: exponent + 1]}.{digits[exponent + 1 :] or '0'}"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{exponent}"


def _shortest_digits(value: float) -> tuple[str, int]:
    """Return the shortest decimal digits that mean ``value``, and the power of ten of the first of them."""
    mantissa, _, power = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    exponent = int(power or "0") + len(whole) - 1
    digits = whole + fraction
    leading = len(digits) - len(digits.lstrip("0"))
    return digits.strip("0") or "0", exponent - leading
