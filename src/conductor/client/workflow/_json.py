"""From a definition's JSON to a workflow, and back to text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from conductor.client._depth import deeply
from conductor.client._encode import encode
from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models._codec import decode
from conductor.client.http.models.sub_workflow_params import SubWorkflowParams
from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow._checks.tree import inner_definition
from conductor.client.workflow.task._defined import DefinedTask
from conductor.client.workflow.task._kinds import is_list, is_object
from conductor.client.workflow.task._where import caller

if TYPE_CHECKING:
    from conductor.client.http.models._model import Model
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
    members: Any = encode(definition)
    if not is_object(members):
        raise InvalidDefinition(f"a definition is an object, not {definition!r:.60} ({caller()})")
    model: WorkflowDef = deeply(decode, members, WorkflowDef)
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
    return deeply(_text, encode(definition), indent)


def _text(members: dict[str, Any], indent: int | None) -> str:
    return json.dumps(_ordered(members, WorkflowDef), indent=indent, ensure_ascii=False)


def _ordered(members: dict[str, Any], model: type[Model]) -> dict[str, Any]:
    """The members in the order of the model's fields, those that it does not know last; tasks likewise."""
    known = [wire for wire in model.attribute_map.values() if wire in members]
    ordered = {wire: members[wire] for wire in [*known, *(wire for wire in members if wire not in known)]}
    for wire in ("tasks", "defaultCase", "loopOver"):
        if wire in ordered:
            ordered[wire] = _tasks(ordered[wire])
    if is_list(ordered.get("forkTasks")):
        ordered["forkTasks"] = [_tasks(branch) for branch in ordered["forkTasks"]]
    if is_object(ordered.get("decisionCases")):
        ordered["decisionCases"] = {case: _tasks(each) for case, each in ordered["decisionCases"].items()}
    inner = inner_definition(ordered)
    if inner is not None:
        params = _ordered(ordered["subWorkflowParam"], SubWorkflowParams)
        ordered["subWorkflowParam"] = {**params, "workflowDefinition": _ordered(inner, WorkflowDef)}
    return ordered


def _tasks(tasks: Any) -> Any:
    return [_ordered(each, WorkflowTask) for each in tasks] if is_list(tasks) else tasks
