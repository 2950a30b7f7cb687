"""The names of the workflow and of its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks.tree import reference, walk
from conductor.client.workflow._finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator


def names(definition: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with the head of a definition, and reference names that are given twice."""
    if not definition.get("name"):
        yield Finding("name-missing", "the workflow needs a name")
    if not definition.get("tasks"):
        yield Finding("no-tasks", "the workflow needs at least one task")
    schema = definition.get("schemaVersion", 2)
    if schema != 2:
        yield Finding("schema-version", f"schemaVersion must be 2, not {schema!r}")
    seen: set[str] = set()
    for task in walk(definition.get("tasks")):
        name = reference(task)
        if name and name in seen:
            yield Finding(
                "reference-duplicate", f"the reference name {name!r} is taken by another task", name
            )
        seen.add(name)
