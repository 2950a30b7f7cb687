"""Turns what a program passes to a builder into what a definition can hold."""

from __future__ import annotations

from typing import Any

from conductor.client.workflow.task._kinds import has, is_object, is_sequence
from conductor.client.workflow.task._reference import Reference

_ATOMS = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A copy with every reference, task and model in it replaced by its text or its JSON members."""
    if type(value) in _ATOMS:
        return value
    if is_object(value):
        return {key: item if type(item) in _ATOMS else plain(item) for key, item in value.items()}
    if is_sequence(value):
        return [plain(item) for item in value]
    if isinstance(value, Reference):
        return str(value)
    if has(value, "to_workflow_task"):  # a task, or a workflow: what it puts out
        return value.output()
    if has(value, "json_members"):
        return plain(value.json_members())
    if has(value, "swagger_types") and has(value, "attribute_map"):
        members = ((wire, getattr(value, name)) for name, wire in value.attribute_map.items())
        return {wire: plain(item) for wire, item in members if item is not None}
    return value
