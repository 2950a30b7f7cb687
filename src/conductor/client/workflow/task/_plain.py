"""Turns what a program passes to a builder into what a definition can hold."""

from __future__ import annotations

from typing import Any

from conductor.client.workflow.task._reference import Reference

_ATOMS = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A copy with every reference, task and model in it replaced by its text or its JSON members."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is dict:
        return {key: item if type(item) in _ATOMS else plain(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [plain(item) for item in value]
    if kind is Reference:
        return str(value)
    if hasattr(kind, "to_workflow_task"):  # a task, or a workflow: what it puts out
        return value.output()
    if hasattr(kind, "json_members"):
        return plain(value.json_members())
    if hasattr(kind, "swagger_types") and hasattr(kind, "attribute_map"):
        members = ((wire, getattr(value, name)) for name, wire in value.attribute_map.items())
        return {wire: plain(item) for wire, item in members if item is not None}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
