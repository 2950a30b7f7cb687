"""The shapes of listeners: implement the methods you care for, the others need not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
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
else:
    from conductor.client._published import __getattr__ as __getattr__


@runtime_checkable
class TaskRunnerEventsListener(Protocol):
    """Hears what happens in a worker's loop, in the thread where it happens: be quick."""

    def on_poll_started(self, event: PollStarted) -> None:
        """The server is being asked for tasks."""
        ...

    def on_poll_completed(self, event: PollCompleted) -> None:
        """The server answered."""
        ...

    def on_poll_failure(self, event: PollFailure) -> None:
        """A poll failed."""
        ...

    def on_task_execution_started(self, event: TaskExecutionStarted) -> None:
        """The worker function is about to be called."""
        ...

    def on_task_execution_completed(self, event: TaskExecutionCompleted) -> None:
        """The worker function returned."""
        ...

    def on_task_execution_failure(self, event: TaskExecutionFailure) -> None:
        """The worker function raised."""
        ...

    def on_task_update_failure(self, event: TaskUpdateFailure) -> None:
        """A result was given up."""
        ...


@runtime_checkable
class WorkflowEventsListener(Protocol):
    """Hears what happens to workflows."""

    def on_workflow_started(self, event: WorkflowStarted) -> None:
        """A workflow was started, or was not."""
        ...

    def on_workflow_input_payload_size(self, event: WorkflowInputPayloadSize) -> None:
        """A workflow's input was measured."""
        ...

    def on_workflow_payload_used(self, event: WorkflowPayloadUsed) -> None:
        """External payload storage was used."""
        ...


@runtime_checkable
class TaskEventsListener(Protocol):
    """Hears about single tasks."""

    def on_task_result_payload_size(self, event: TaskResultPayloadSize) -> None:
        """A task's output was measured."""
        ...

    def on_task_payload_used(self, event: TaskPayloadUsed) -> None:
        """External payload storage was used."""
        ...


@runtime_checkable
class MetricsCollector(TaskRunnerEventsListener, WorkflowEventsListener, TaskEventsListener, Protocol):
    """Hears everything."""
