"""Sort summaries: ``startTime:DESC|workflowId:ASC``."""

from __future__ import annotations

from typing import Any, Callable

from conductor.devserver.search._query import FIELDS, column


def sort(summaries: list[dict[str, Any]], order: str | None) -> list[dict[str, Any]]:
    """Return the summaries sorted; a field that is unknown or has no direction is passed over.

    Without an order they stay as they are.
    """
    ordered = list(summaries)
    for part in reversed((order or "").split("|")):
        field, _, direction = part.partition(":")
        if field not in FIELDS or direction.upper() not in ("ASC", "DESC"):
            continue
        ordered.sort(key=_key(field), reverse=direction.upper() == "DESC")
    return ordered


def _key(field: str) -> Callable[[dict[str, Any]], str | int]:
    def number(summary: dict[str, Any]) -> int:
        return summary.get("version") or 0

    def text(summary: dict[str, Any]) -> str:
        return column(summary, field) or ""

    return number if field == "version" else text
