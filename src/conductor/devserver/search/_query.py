"""Queries: ``workflowType=orders AND status IN (FAILED,TIMED_OUT) AND startTime>1700000000000``.

Server: conditions are joined by the exact text `` AND ``; quotes and brackets are dropped; there is no OR
and no other operator; unknown names are ignored; ``*`` is a wildcard, and makes the comparison
case-insensitive (search_workflow). Ours also knows ``version``, which the real server ignores.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from conductor.devserver.search._moments import EPOCH, iso_text

FIELDS = frozenset(
    [
        "workflowId", "workflowType", "version", "correlationId", "startTime", "endTime", "updateTime",
        "status", "taskId", "taskType", "taskDefName", "parentWorkflowId", "classifier",
    ]
)  # fmt: skip
TIMES = frozenset(["startTime", "endTime", "updateTime"])

_CONDITION = re.compile(r"([a-zA-Z]+)\s?(=|>|<|IN)\s?(.*)", re.DOTALL)
_DROPPED = re.compile(r"[\"'()]")


class BadQuery(ValueError):
    """The text is no query (400)."""


class BadNumber(ValueError):
    """A time is no number (the real server answers 500)."""


class Condition(NamedTuple):
    """One comparison; a pattern stands for a text with wildcards."""

    field: str
    operator: str
    values: tuple[str, ...]
    pattern: re.Pattern[str] | None = None

    def holds(self, summary: dict[str, Any]) -> bool:
        """Say whether a summary fulfils it."""
        given = column(summary, self.field)
        if given is None:
            return False
        if self.pattern is not None:
            return self.pattern.fullmatch(given) is not None
        if self.operator == "IN":
            return given in self.values
        if self.operator == "=":
            return given == self.values[0]
        return given > self.values[0] if self.operator == ">" else given < self.values[0]


class Query(NamedTuple):
    """Conditions that must all hold, and a pattern for the summary's text."""

    conditions: tuple[Condition, ...]
    text: re.Pattern[str] | None


def parse(query: str | None, free_text: str | None = "*") -> Query:
    """Parse a query and a free text; empty ones and the free text ``*`` ask for nothing.

    Raises BadQuery and BadNumber (both ValueError) with the server's words.
    """
    conditions: list[Condition] = []
    if query:
        parts = query.split(" AND ")
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        conditions = [_condition(part) for part in parts]
    text = None if not free_text or free_text == "*" else _like(f"*{free_text.lower()}*")
    return Query(tuple(condition for condition in conditions if condition.field in FIELDS), text)


def matches(query: Query, summary: dict[str, Any]) -> bool:
    """Say whether a summary (``workflow_summary``, ``task_summary``) fulfils the query."""
    if not all(condition.holds(summary) for condition in query.conditions):
        return False
    if query.text is None:
        return True
    stored = json.dumps(summary, separators=(",", ":"), ensure_ascii=False)
    return query.text.fullmatch(stored) is not None


def column(summary: dict[str, Any], field: str) -> str | None:
    """The text of one member of a summary, as it is compared and sorted; a time that has not come is 1970."""
    value = summary.get(field)
    if value is None:
        return EPOCH if field in TIMES else None
    return value if isinstance(value, str) else str(value)


def _condition(text: str) -> Condition:
    match = _CONDITION.search(text)
    if match is None:
        raise BadQuery(f"Incorrectly formatted query string: {text}")
    field, operator = match.group(1), match.group(2)
    values = _DROPPED.sub("", match.group(3)).split(",")
    while len(values) > 1 and not values[-1]:
        values.pop()
    if field in TIMES:
        values[0] = _moment(values[0])
    if operator == "=" and len(values) > 1:
        raise BadQuery(f"= compares with one value, IN (a,b) with several: {text}")
    if operator == "IN" and len(values) == 1:
        operator = "="
    if operator == "=" and len(values) == 1 and "*" in values[0]:
        return Condition(field, operator, tuple(values), _like(values[0]))
    return Condition(field, operator, tuple(values))


def _moment(text: str) -> str:
    try:
        return iso_text(int(text))
    except ValueError:
        raise BadNumber(f'For input string: "{text}"') from None


def _like(text: str) -> re.Pattern[str]:
    """SQL's LIKE, with ``*`` for ``%``: case-insensitive, ``_`` is any one character."""
    parts = [{"*": ".*", "%": ".*", "_": "."}.get(letter) or re.escape(letter) for letter in text]
    # Server: SQLite knows the capitals of ASCII only.
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL | re.ASCII)
