"""Sort summaries: ``startTime:DESC|workflowId:ASC``."""

from __future__ import annotations

import re
from typing import Any, Callable

from conductor.devserver.search._query import FIELDS, column

_SNAKE = re.compile(r"_([a-z])")


def sort(summaries: list[dict[str, Any]], order: str | None) -> list[dict[str, Any]]:
    """Return the summaries sorted; a field that is unknown or has no direction is passed over.

    Without an order they stay as they are.
    """
    keys = [key for key in map(_parsed, (order or "").split("|")) if key is not None]
    # Server: what is equal is turned around, too, where one descending order is asked for.
    turned = len(keys) == 1 and keys[0][1] and keys[0][0] != "version"
    ordered = summaries[::-1] if turned else list(summaries)
    for field, descends in reversed(keys):
        ordered.sort(key=_key(field), reverse=descends)
    return ordered


def _parsed(part: str) -> tuple[str, bool] | None:
    """A field and whether it descends; None when there is no such field or no direction."""
    name, _, direction = part.partition(":")
    field = _SNAKE.sub(lambda match: match[1].upper(), name)
    if field not in FIELDS or direction.upper() not in ("ASC", "DESC"):
        return None
    return field, direction.upper() == "DESC"


def _key(field: str) -> Callable[[dict[str, Any]], str | int]:
    def number(summary: dict[str, Any]) -> int:
        return summary.get("version") or 0

    def text(summary: dict[str, Any]) -> str:
        return column(summary, field) or ""

    return number if field == "version" else text
