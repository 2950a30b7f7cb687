"""A task on its way through a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult


class Job:
    """A task that was taken, until the server has its result.

    ``row`` is its place in the ledger, ``result`` what is to be reported, ``attempts`` how often that has
    failed, ``error`` how the last time.
    """

    __slots__ = ("attempts", "error", "result", "row", "task", "task_type")

    def __init__(self, task: Task, task_type: str, row: int | None = None) -> None:
        self.task = task
        self.task_type = task_type
        self.row = row
        self.result: TaskResult | None = None
        self.attempts = 0
        self.error: Exception | None = None
