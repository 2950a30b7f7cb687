"""Publishing what happens in a worker's loop, at no cost while nobody listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.event.sync_event_dispatcher import SyncEventDispatcher
from conductor.client.event.sync_listener_register import register_task_runner_listener
from conductor.client.event.task_runner_events import (
    PollCompleted,
    PollFailure,
    PollStarted,
    TaskExecutionCompleted,
    TaskExecutionFailure,
    TaskExecutionStarted,
    TaskUpdateFailure,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult


class Events:
    """The dispatcher of one worker. Every method is a no-op for an event that nobody listens to."""

    def __init__(self, listeners: Sequence[Any] = ()) -> None:
        self.dispatcher: SyncEventDispatcher[Any] = SyncEventDispatcher()
        for listener in listeners:
            register_task_runner_listener(listener, self.dispatcher)
        self.heard = self.dispatcher.has_listeners

    def poll_started(self, task_type: str, worker_id: str, count: int) -> None:
        """The server is being asked."""
        if self.heard(PollStarted):
            self.dispatcher.publish(PollStarted(task_type, worker_id, count))

    def poll_completed(self, task_type: str, seconds: float, received: int) -> None:
        """It answered."""
        if self.heard(PollCompleted):
            self.dispatcher.publish(PollCompleted(task_type, seconds * 1000, received))

    def poll_failed(self, task_type: str, seconds: float, cause: Exception) -> None:
        """It did not."""
        if self.heard(PollFailure):
            self.dispatcher.publish(PollFailure(task_type, seconds * 1000, cause))

    def execution_started(self, task_type: str, task: Task, worker_id: str) -> None:
        """A function is about to be called."""
        if self.heard(TaskExecutionStarted):
            self.dispatcher.publish(
                TaskExecutionStarted(task_type, task.task_id or "", worker_id, task.workflow_instance_id)
            )

    def execution_completed(
        self, task_type: str, task: Task, worker_id: str, seconds: float, result: TaskResult
    ) -> None:
        """It returned."""
        if self.heard(TaskExecutionCompleted):
            self.dispatcher.publish(
                TaskExecutionCompleted(
                    task_type,
                    task.task_id or "",
                    worker_id,
                    task.workflow_instance_id,
                    seconds * 1000,
                    size_of(result),
                )
            )

    def execution_failed(
        self, task_type: str, task: Task, worker_id: str, seconds: float, cause: BaseException
    ) -> None:
        """It raised."""
        if self.heard(TaskExecutionFailure):
            self.dispatcher.publish(
                TaskExecutionFailure(
                    task_type, task.task_id or "", worker_id, task.workflow_instance_id, cause, seconds * 1000
                )
            )

    def update_failed(
        self, task_type: str, result: TaskResult, worker_id: str, cause: Exception, attempts: int
    ) -> None:
        """A result was given up."""
        if self.heard(TaskUpdateFailure):
            self.dispatcher.publish(
                TaskUpdateFailure(
                    task_type,
                    result.task_id or "",
                    worker_id,
                    result.workflow_instance_id,
                    cause,
                    attempts,
                    result,
                )
            )


def size_of(result: TaskResult) -> int | None:
    """Bytes of a result's output as JSON; None where it has no JSON form."""
    from conductor.client._encode import dumps

    try:
        return len(dumps(result.output_data or {}))
    except ValueError:
        return None
