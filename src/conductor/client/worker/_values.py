"""Converters of single values: text, numbers, dates, enumerations."""

from __future__ import annotations

import datetime as dt
import decimal
import uuid
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.worker._mismatch import Mismatch

if TYPE_CHECKING:
    import enum

Converter = Callable[[Any, bool], Any]


def name_of(kind: Any) -> str:
    """A type's name as a person would write it."""
    if kind is None or kind is type(None):
        return "null"
    plain = isinstance(kind, type) and not getattr(kind, "__args__", None)
    return str(kind.__name__ if plain else kind)


def null(value: Any, strict: bool) -> Any:
    """``None`` and nothing else."""
    if value is not None and strict:
        raise Mismatch("null", value)
    return value


def _exactly(name: str, *kinds: type) -> Converter:
    # Upstream: a primitive of the wrong type passes as it is.
    def convert(value: Any, strict: bool) -> Any:
        if strict and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            raise Mismatch(name, value)
        return value

    return convert


def _float(value: Any, strict: bool) -> Any:
    if strict and (not isinstance(value, (int, float)) or isinstance(value, bool)):
        raise Mismatch("float", value)
    return float(value) if strict else value


def _parsed(kind: type, name: str, parse: Callable[[Any], Any]) -> Converter:
    def convert(value: Any, strict: bool) -> Any:
        if isinstance(value, kind) or (value is None and not strict):
            return value
        try:
            return parse(value)
        except Mismatch:
            raise
        except (ValueError, TypeError, ArithmeticError, OverflowError) as error:
            raise Mismatch(name, value, str(error)) from error

    return convert


def _datetime(value: Any) -> dt.datetime:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError("neither text nor a number")
    if isinstance(value, str):
        from dateutil.parser import isoparse

        return isoparse(value)
    # Server: its times are milliseconds since the epoch.
    return dt.datetime.fromtimestamp(value / 1000, dt.timezone.utc)


def _date(value: Any) -> dt.date:
    if isinstance(value, str) and len(value) == 10:
        return dt.date.fromisoformat(value)
    return _datetime(value).date()


def _time(value: Any) -> dt.time:
    return dt.time.fromisoformat(value)


def _timedelta(value: Any) -> dt.timedelta:
    if isinstance(value, bool):
        raise TypeError("a boolean")
    if isinstance(value, str) and ":" in value:  # as the SDK writes one: its text
        days, _, clock = value.rpartition(", ")
        sign = -1 if clock.startswith("-") else 1
        hours, minutes, seconds = (float(part) for part in clock.lstrip("-").split(":"))
        whole = int(days.split()[0]) if days else 0
        return dt.timedelta(days=whole, seconds=sign * (hours * 3600 + minutes * 60 + seconds))
    return dt.timedelta(seconds=float(value))


def _decimal(value: Any) -> decimal.Decimal:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError("neither text nor a number")
    return decimal.Decimal(str(value))


SCALARS: dict[Any, Converter | None] = {
    object: None,
    str: _exactly("str", str),
    bool: _exactly("bool", bool),
    int: _exactly("int", int),
    float: _float,
    bytes: _exactly("text", str, bytes),
    dt.datetime: _parsed(dt.datetime, "datetime (ISO 8601 text, or milliseconds)", _datetime),
    dt.date: _parsed(dt.date, "date (YYYY-MM-DD)", _date),
    dt.time: _parsed(dt.time, "time (HH:MM:SS)", _time),
    dt.timedelta: _parsed(dt.timedelta, "timedelta (seconds, or H:MM:SS)", _timedelta),
    decimal.Decimal: _parsed(decimal.Decimal, "Decimal", _decimal),
    uuid.UUID: _parsed(uuid.UUID, "UUID", lambda value: uuid.UUID(value)),
}


def enumeration(cls: type[enum.Enum]) -> Converter:
    """A member by its value, else by its name."""
    expected = f"{cls.__name__} ({', '.join(repr(m.value) for m in cls)})"

    def convert(value: Any, strict: bool) -> Any:
        if isinstance(value, cls) or (value is None and not strict):
            return value
        try:
            return cls(value)
        except (ValueError, TypeError):
            pass
        if isinstance(value, str) and value in cls.__members__:
            return cls.__members__[value]
        raise Mismatch(expected, value)

    return convert


def subclass(cls: type, known: type) -> Converter:
    """A class derived from ``str``, ``int`` …: made from the plain value."""
    base = SCALARS[known]

    def convert(value: Any, strict: bool) -> Any:
        if isinstance(value, cls) or (value is None and not strict):
            return value
        if base is not None:
            value = base(value, strict)
        try:
            return cls(value)
        except (ValueError, TypeError) as error:
            raise Mismatch(cls.__name__, value, str(error)) from error

    return convert
