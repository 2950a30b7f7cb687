"""Which method hears which event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from conductor.client.event.task_events import TaskPayloadUsed, TaskResultPayloadSize
from conductor.client.event.task_runner_events import (
    PollCompleted,
    PollFailure,
    PollStarted,
    TaskExecutionCompleted,
    TaskExecutionFailure,
    TaskExecutionStarted,
    TaskUpdateFailure,
)
from conductor.client.event.workflow_events import (
    WorkflowInputPayloadSize,
    WorkflowPayloadUsed,
    WorkflowStarted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

TASK_RUNNER: dict[str, type[Any]] = {
    "on_poll_started": PollStarted,
    "on_poll_completed": PollCompleted,
    "on_poll_failure": PollFailure,
    "on_task_execution_started": TaskExecutionStarted,
    "on_task_execution_completed": TaskExecutionCompleted,
    "on_task_execution_failure": TaskExecutionFailure,
    "on_task_update_failure": TaskUpdateFailure,
}
WORKFLOW: dict[str, type[Any]] = {
    "on_workflow_started": WorkflowStarted,
    "on_workflow_input_payload_size": WorkflowInputPayloadSize,
    "on_workflow_payload_used": WorkflowPayloadUsed,
}
TASK: dict[str, type[Any]] = {
    "on_task_result_payload_size": TaskResultPayloadSize,
    "on_task_payload_used": TaskPayloadUsed,
}


def methods_of(
    listener: Any, hearing: dict[str, type[Any]]
) -> Iterator[tuple[type[Any], Callable[[Any], Any]]]:
    """Yield event type and bound method for each that the listener implements."""
    for name, event_type in hearing.items():
        method = getattr(listener, name, None)
        if callable(method):
            yield event_type, method
