"""Events of workers, tasks and workflows, and the listeners that hear them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.event.conductor_event import ConductorEvent
    from conductor.client.event.event_dispatcher import EventDispatcher
    from conductor.client.event.listener_register import (
        register_task_listener,
        register_task_runner_listener,
        register_workflow_listener,
    )
    from conductor.client.event.listeners import MetricsCollector as MetricsCollectorProtocol
    from conductor.client.event.listeners import (
        TaskEventsListener,
        TaskRunnerEventsListener,
        WorkflowEventsListener,
    )
    from conductor.client.event.task_events import TaskEvent, TaskPayloadUsed, TaskResultPayloadSize
    from conductor.client.event.task_runner_events import (
        PollCompleted,
        PollFailure,
        PollStarted,
        TaskExecutionCompleted,
        TaskExecutionFailure,
        TaskExecutionStarted,
        TaskRunnerEvent,
        TaskUpdateFailure,
    )
    from conductor.client.event.workflow_events import (
        WorkflowEvent,
        WorkflowInputPayloadSize,
        WorkflowPayloadUsed,
        WorkflowStarted,
    )

_HOMES = {
    "ConductorEvent": "conductor_event",
    "EventDispatcher": "event_dispatcher",
    "TaskRunnerEvent": "task_runner_events",
    "PollStarted": "task_runner_events",
    "PollCompleted": "task_runner_events",
    "PollFailure": "task_runner_events",
    "TaskExecutionStarted": "task_runner_events",
    "TaskExecutionCompleted": "task_runner_events",
    "TaskExecutionFailure": "task_runner_events",
    "TaskUpdateFailure": "task_runner_events",
    "WorkflowEvent": "workflow_events",
    "WorkflowStarted": "workflow_events",
    "WorkflowInputPayloadSize": "workflow_events",
    "WorkflowPayloadUsed": "workflow_events",
    "TaskEvent": "task_events",
    "TaskResultPayloadSize": "task_events",
    "TaskPayloadUsed": "task_events",
    "TaskRunnerEventsListener": "listeners",
    "WorkflowEventsListener": "listeners",
    "TaskEventsListener": "listeners",
    "MetricsCollectorProtocol": "listeners:MetricsCollector",
    "register_task_runner_listener": "listener_register",
    "register_workflow_listener": "listener_register",
    "register_task_listener": "listener_register",
}

__all__ = [
    "ConductorEvent",
    "EventDispatcher",
    "MetricsCollectorProtocol",
    "PollCompleted",
    "PollFailure",
    "PollStarted",
    "TaskEvent",
    "TaskEventsListener",
    "TaskExecutionCompleted",
    "TaskExecutionFailure",
    "TaskExecutionStarted",
    "TaskPayloadUsed",
    "TaskResultPayloadSize",
    "TaskRunnerEvent",
    "TaskRunnerEventsListener",
    "TaskUpdateFailure",
    "WorkflowEvent",
    "WorkflowEventsListener",
    "WorkflowInputPayloadSize",
    "WorkflowPayloadUsed",
    "WorkflowStarted",
    "register_task_listener",
    "register_task_runner_listener",
    "register_workflow_listener",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = home.partition(":")
    value = getattr(import_module(f"{__name__}.{module}"), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
