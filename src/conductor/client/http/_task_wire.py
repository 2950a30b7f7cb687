"""The worker's two requests: poll and report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.exceptions import AmbiguousAnswer, NotSupportedByServer
from conductor.client.http.api_client import ApiClient

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult

__all__ = ["AmbiguousAnswer", "RouteMissing", "TaskWire"]

RouteMissing = NotSupportedByServer
"""The server has no such endpoint (the task being gone is another error: ``NotFound``)."""

LONG_POLL_MARGIN = 30.0  # seconds beyond the poll's own timeout until we take the connection for dead


class TaskWire:
    """Polls for tasks and reports results. Use one for each thread. Raises ApiException and its kinds."""

    def __init__(self, configuration: Configuration, metrics_collector: Any = None) -> None:
        from conductor.client.http.api.task_resource_api import TaskResourceApi

        self._api = TaskResourceApi(ApiClient(configuration, metrics_collector=metrics_collector))

    def poll(
        self, task_type: str, *, worker_id: str, count: int, timeout_ms: int, domain: str | None = None
    ) -> list[Task]:
        """Up to ``count`` tasks of that type; the server waits ``timeout_ms`` milliseconds for them."""
        tasks = self._api.batch_poll(
            task_type, workerid=worker_id, count=count, timeout=timeout_ms, domain=domain or None,
            _request_timeout=(10.0, timeout_ms / 1000 + LONG_POLL_MARGIN),
        )  # fmt: skip
        return tasks or []

    def update(self, task_result: TaskResult) -> None:
        """Report a result. Safe to repeat."""
        self._api.update_task(task_result)

    def update_and_poll(self, task_result: TaskResult) -> Task | None:
        """Report a result and get the next task of its type, if there is one. Raises RouteMissing.

        Do not repeat it after AmbiguousAnswer: the server may have handed out a task already; repeat ``update``.
        """
        return self._api.update_task_v2(task_result)

    def close(self) -> None:
        """Let go of the connection."""
