"""From a definition's JSON to a workflow, and back to text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from conductor.client._encode import encode
from conductor.client.http.models._codec import decode
from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.client.workflow.task._defined import DefinedTask
from conductor.client.workflow.task._where import caller

if TYPE_CHECKING:
    from conductor.client.workflow._head import WorkflowHead

_HEAD = (
    "name",
    "version",
    "description",
    "owner_email",
    "timeout_policy",
    "timeout_seconds",
    "failure_workflow",
    "input_parameters",
    "output_parameters",
    "input_template",
    "variables",
    "restartable",
    "workflow_status_listener_enabled",
    "workflow_status_listener_sink",
)


def read(workflow: WorkflowHead, definition: WorkflowDef | dict[str, Any]) -> None:
    """Make the workflow what the definition says; what a builder has no word for is kept as it is."""
    members: dict[str, Any] = encode(definition)
    model: WorkflowDef = decode(members, WorkflowDef)
    state = vars(workflow)
    state["_where"] = caller()
    state["_definition"] = model
    for name in _HEAD:
        wire = WorkflowDef.attribute_map[name]
        state["_" + name] = getattr(model, name) if wire in members else None
    state["_tasks"] = [DefinedTask(task) for task in model.tasks or ()]
    state["_added"] = {id(task) for task in state["_tasks"]}


def to_text(definition: WorkflowDef, indent: int | None) -> str:
    """The definition as JSON text; keys in the order of the model, of free objects as they were given."""
    return json.dumps(encode(definition), indent=indent, ensure_ascii=False)
