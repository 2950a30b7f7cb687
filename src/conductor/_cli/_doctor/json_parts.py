"""Parts of the server's JSON that may be missing."""

from __future__ import annotations

from typing import Any


def part(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A member that is an object; an empty one where it is not there."""
    found: dict[str, Any] = document.get(name) or {}
    return found


def tasks_of(execution: dict[str, Any]) -> list[dict[str, Any]]:
    """The tasks of an execution, as far as it has any."""
    found: list[dict[str, Any]] = execution.get("tasks") or []
    return found


def named(task: dict[str, Any]) -> str:
    """``task greet_ref (greet)``."""
    return f"task {task.get('referenceTaskName')} ({task.get('taskType')})"
