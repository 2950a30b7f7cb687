"""Sort summaries: ``startTime:DESC|workflowId:ASC``."""

from __future__ import annotations

from typing import Any

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


def _key(field: str) -> Any:
    if field == "version":
        return lambda summary: summary.get("version") or 0
    return lambda summary: column(summary, field) or ""
