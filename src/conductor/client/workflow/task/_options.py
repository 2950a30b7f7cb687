"""What every task can be told beside its work: ``task.with_options(retry_count=0, start_delay=5)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from typing_extensions import TypedDict

    from conductor.client.http.models.state_change_event import StateChangeConfig, StateChangeEvent
    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.http.models.workflow_task import WorkflowTask

    class TaskOptions(TypedDict, total=False):
        """The options of a task in a workflow; ``start_delay`` in seconds."""

        retry_count: int
        start_delay: int
        optional: bool
        permissive: bool
        async_complete: bool
        rate_limited: bool
        task_definition: TaskDef
        on_state_change: StateChangeConfig | Mapping[str, Sequence[StateChangeEvent]]
        metadata: Mapping[str, Any]


NAMES = frozenset(
    {
        "retry_count",
        "start_delay",
        "optional",
        "permissive",
        "async_complete",
        "rate_limited",
        "task_definition",
        "on_state_change",
        "metadata",
    }
)
"""The names in TaskOptions."""


def apply(task: WorkflowTask, options: Mapping[str, Any]) -> None:
    """Write the options into the definition of the task."""
    for name, value in options.items():
        if name == "on_state_change":
            task.__dict__["on_state_change"] = events_by_change(value)
        elif name in task.swagger_types:
            setattr(task, name, value)
        else:
            add_members(task, {name: value})


def add_members(task: WorkflowTask, members: Mapping[str, Any]) -> None:
    """Add JSON members that the model has no field for; those that are None are left out."""
    from conductor.client.http.models._model import UNKNOWN

    present = {wire: value for wire, value in members.items() if value is not None}
    if present:
        task.__dict__[UNKNOWN] = {**task.__dict__.get(UNKNOWN, {}), **present}


def events_by_change(config: Any) -> dict[str, Any]:
    """The wire form: the kind of change → the events to publish."""
    if hasattr(config, "events"):
        kind = config.type if hasattr(config, "type") else config.event_type
        return {str(getattr(kind, "value", kind)): config.events}
    return {str(getattr(kind, "value", kind)): events for kind, events in config.items()}
