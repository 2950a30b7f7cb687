"""Keeping the lease of a worker's running tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.automator.lease_tracker import LeaseManager

if TYPE_CHECKING:
    from conductor.client.automator._wire import Wires
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult


class Lease:
    """Tracks a task while it runs, if its definition has a response time-out."""

    def __init__(self, wires: Wires, manager: LeaseManager | None = None) -> None:
        self._manager = manager or LeaseManager.get_instance()
        self._sender: Any = _Sender(wires)

    def prepare(self) -> None:
        """Start the heartbeats' thread."""
        self._manager.prepare()

    def begin(self, task: Task) -> None:
        """It runs."""
        if task.response_timeout_seconds and task.task_id:
            self._manager.track(
                task.task_id,
                task.workflow_instance_id or "",
                float(task.response_timeout_seconds),
                self._sender,
            )

    def end(self, task: Task) -> None:
        """It has ended."""
        if task.task_id:
            self._manager.untrack(task.task_id)


class _Sender:
    """Sends over the wire of the thread that the heartbeat comes from."""

    def __init__(self, wires: Wires) -> None:
        self._wires = wires

    def update_task(self, result: TaskResult) -> None:
        """Report, as ``TaskClient.update_task``."""
        self._wires.here().update(result)
