"""Reading JSON as the real server's parser does."""

from __future__ import annotations

import json
from typing import Any

from conductor.devserver.broken_json import Broken, Reader, Stop, double, skip_space, too_deep


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_STRICT = json.JSONDecoder(parse_constant=_refuse, parse_float=double)


def loads(text: str) -> Any:
    """The value of a JSON text. :raises ValueError: it is none; NaN and Infinity are not JSON."""
    return _STRICT.decode(text)


def parse(body: bytes, charset: str | None = None) -> tuple[Any, Broken | None]:
    """The value that the bytes begin with, and where they break off if they do.

    Server: what follows the first value is not looked at. A text that breaks off is read up to there, since
    a wrong type before that place is what is complained of.
    """
    try:
        text = body.decode(charset) if charset else body.decode(json.detect_encoding(body))
    except UnicodeDecodeError as problem:
        return _broken(_invalid_utf8(problem))
    except LookupError:
        return _broken(f"Unsupported charset {charset}")
    text = text.lstrip("\ufeff")
    start = skip_space(text, 0)
    try:
        value, end = _STRICT.raw_decode(text, start)
        if not isinstance(value, (int, float)) or end == len(text) or text[end].isspace():
            return value, None
    except (ValueError, RecursionError):
        pass
    reader = Reader(text)
    try:
        value = reader.root(start)
    except Stop as stop:
        return _broken(stop.message)
    except RecursionError:
        return _broken(too_deep())
    return value, reader.broken


def _broken(message: str) -> tuple[Any, Broken]:
    broken = Broken(message)
    return broken, broken


def _invalid_utf8(problem: UnicodeDecodeError) -> str:
    at, given = problem.start, problem.object
    if problem.reason == "invalid continuation byte" and problem.end < len(given):
        return f"Invalid UTF-8 middle byte 0x{given[problem.end]:02x}"
    return f"Invalid UTF-8 start byte 0x{given[at]:02x}"
