"""Publishing what happens in a worker's loop, at no cost while nobody listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client import event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult


class Events:
    """The dispatcher of one worker. Every method is a no-op for an event that nobody listens to: its class is
    not even imported.
    """

    def __init__(self, listeners: Sequence[Any] = ()) -> None:
        self._dispatcher: Any = None
        self._heard: frozenset[str] = frozenset()
        if listeners:
            self._dispatcher, self._heard = _told(listeners)

    def poll_started(self, task_type: str, worker_id: str, count: int) -> None:
        """The server is being asked."""
        if "PollStarted" in self._heard:
            self._dispatcher.publish(event.PollStarted(task_type, worker_id, count))

    def poll_completed(self, task_type: str, seconds: float, received: int) -> None:
        """It answered."""
        if "PollCompleted" in self._heard:
            self._dispatcher.publish(event.PollCompleted(task_type, seconds * 1000, received))

    def poll_failed(self, task_type: str, seconds: float, cause: Exception) -> None:
        """It did not."""
        if "PollFailure" in self._heard:
            self._dispatcher.publish(event.PollFailure(task_type, seconds * 1000, cause))

    def execution_started(self, task_type: str, task: Task, worker_id: str) -> None:
        """A function is about to be called."""
        if "TaskExecutionStarted" in self._heard:
            self._dispatcher.publish(
                event.TaskExecutionStarted(
                    task_type, task.task_id or "", worker_id, task.workflow_instance_id
                )
            )

    def execution_completed(
        self, task_type: str, task: Task, worker_id: str, seconds: float, result: TaskResult
    ) -> None:
        """It returned."""
        if "TaskExecutionCompleted" in self._heard:
            self._dispatcher.publish(
                event.TaskExecutionCompleted(
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
        if "TaskExecutionFailure" in self._heard:
            self._dispatcher.publish(
                event.TaskExecutionFailure(
                    task_type, task.task_id or "", worker_id, task.workflow_instance_id, cause, seconds * 1000
                )
            )

    def update_failed(
        self, task_type: str, result: TaskResult, worker_id: str, cause: Exception, attempts: int
    ) -> None:
        """A result was given up."""
        if "TaskUpdateFailure" in self._heard:
            self._dispatcher.publish(
                event.TaskUpdateFailure(
                    task_type,
                    result.task_id or "",
                    worker_id,
                    result.workflow_instance_id,
                    cause,
                    attempts,
                    result,
                )
            )


def _told(listeners: Sequence[Any]) -> tuple[Any, frozenset[str]]:
    """A dispatcher with the listeners, and the names of the events that they hear."""
    from conductor.client.event import _hearing
    from conductor.client.event.sync_event_dispatcher import SyncEventDispatcher
    from conductor.client.event.sync_listener_register import register_task_runner_listener

    dispatcher: SyncEventDispatcher[Any] = SyncEventDispatcher()
    for listener in listeners:
        register_task_runner_listener(listener, dispatcher)
    kinds = _hearing.TASK_RUNNER.values()
    return dispatcher, frozenset(kind.__name__ for kind in kinds if dispatcher.has_listeners(kind))


def size_of(result: TaskResult) -> int | None:
    """Bytes of a result's output as JSON; None where it has no JSON form."""
    from conductor.client._encode import dumps

    try:
        return len(dumps(result.output_data or {}))
    except ValueError:
        return None
