"""The log lines of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.devserver.store import Store


class TaskLogs:
    """Lines by task id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: dict[str, list[dict[str, Any]]] = {}
        self._count = 0
        for doc in store.load("task_log"):
            self._lines.setdefault(doc["taskId"], []).append(doc)
            self._count += 1

    def add(self, task_id: str, line: str, created: int, owner: str = "") -> None:
        """Keep a line; ``created`` in epoch milliseconds."""
        doc = {"log": line, "taskId": task_id, "createdTime": created}
        self._lines.setdefault(task_id, []).append(doc)
        self._count += 1
        self._store.put("task_log", f"{task_id}/{self._count}", doc, owner)

    def of(self, task_id: str) -> list[dict[str, Any]]:
        """The lines of one task, by their times."""
        return sorted(self._lines.get(task_id, ()), key=lambda line: line["createdTime"])

    def forget(self, task_id: str) -> None:
        """Drop the lines of a task that is gone."""
        self._lines.pop(task_id, None)
