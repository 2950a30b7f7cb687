from __future__ import annotations

from conductor.client.http.models._model import Model


class TaskExecLog(Model):
    """A line of a task's log; ``created_time`` in epoch milliseconds."""

    log: str | None = None
    task_id: str | None = None
    created_time: int | None = None
