"""The stable form of a definition: without what the server adds, members in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor._cli._definitions.definition import WORKFLOW
from conductor.client._depth import deeply
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conductor._cli._definitions.definition import Definition

SERVER_SET = frozenset({"createTime", "updateTime", "createdBy", "updatedBy", "ownerApp"})

#: What server 3.32.3 takes a missing member for.
WORKFLOW_DEFAULTS: Mapping[str, Any] = {
    "version": 1,
    "schemaVersion": 2,
    "restartable": True,
    "workflowStatusListenerEnabled": False,
    "timeoutPolicy": "ALERT_ONLY",
    "timeoutSeconds": 0,
    "enforceSchema": True,
}
TASK_DEFAULTS: Mapping[str, Any] = {
    "retryCount": 3,
    "timeoutSeconds": 0,
    "timeoutPolicy": "TIME_OUT_WF",
    "retryLogic": "FIXED",
    "retryDelaySeconds": 60,
    "responseTimeoutSeconds": 3600,
    "concurrentExecLimit": 0,
    "pollTimeoutSeconds": 0,
    "rateLimitPerFrequency": 0,
    "rateLimitFrequencyInSeconds": 1,
    "backoffScaleFactor": 1,
    "maxRetryDelaySeconds": 0,
    "backoffJitterMs": 0,
    "totalTimeoutSeconds": 0,
    "taskStatusListenerEnabled": True,
    "enforceSchema": False,
}
STEP_DEFAULTS: Mapping[str, Any] = {
    "startDelay": 0,
    "optional": False,
    "asyncComplete": False,
    "permissive": False,
    "rateLimited": False,
}

#: Members whose values are the user's own: they are never thinned out.
_PAYLOAD = frozenset(
    {"inputParameters", "outputParameters", "inputTemplate", "variables", "metadata", "onStateChange"}
)
_BRANCHES = frozenset({"tasks", "defaultCase", "loopOver"})
_FIRST = ("name", "taskReferenceName", "description", "version", "type", "ownerEmail", "inputParameters")
_LAST = ("tasks", "decisionCases", "defaultCase", "forkTasks", "loopOver", "outputParameters")


def exported(definition: Definition) -> dict[str, Any]:
    """The definition as it is written to a file: every setting that says something, in stable order."""
    return deeply(_thin, definition.body, {})


def comparable(definition: Definition) -> dict[str, Any]:
    """The definition as the server takes it: with every default, without what only the server sets."""
    defaults = WORKFLOW_DEFAULTS if definition.kind == WORKFLOW else TASK_DEFAULTS
    filled = {**exported(definition), **_settings(definition.body, defaults)}
    return {name: filled[name] for name in sorted(filled, key=_rank)}


def _settings(body: dict[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    return {name: default if body.get(name) is None else body[name] for name, default in defaults.items()}


def _thin(body: dict[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name in sorted(body, key=_rank):
        value = body[name]
        if name in SERVER_SET or (name in defaults and same(value, defaults[name])):
            continue
        value = _member(name, value)
        if value is not None and value not in ("", [], {}):
            kept[name] = value
    return kept


def _rank(name: str) -> tuple[int, int, str]:
    if name in _FIRST:
        return 0, _FIRST.index(name), name
    return (2, _LAST.index(name), name) if name in _LAST else (1, 0, name)


def _member(name: str, value: Any) -> Any:
    if name in _PAYLOAD:
        return _ordered(value)
    if name in _BRANCHES and is_list(value):
        return [_step(task) for task in value]
    if name == "forkTasks" and is_list(value):
        return [[_step(task) for task in branch] if is_list(branch) else branch for branch in value]
    if name == "decisionCases" and is_object(value):
        return {
            case: [_step(task) for task in branch] if is_list(branch) else branch
            for case, branch in sorted(value.items())
        }
    if name == "taskDefinition" and is_object(value):
        return _thin(value, TASK_DEFAULTS)
    if name == "subWorkflowParam" and is_object(value):
        return _thin(value, {})
    if name == "workflowDefinition" and is_object(value):
        return _thin(value, WORKFLOW_DEFAULTS)
    return _ordered(value)


def _step(task: Any) -> Any:
    """A task of a workflow. Its type is always shown; what is off or empty is not."""
    if not is_object(task):
        return task
    return _thin({**task, "type": task.get("type") or "SIMPLE"}, STEP_DEFAULTS)


def _ordered(value: Any) -> Any:
    """The same value, the members of its objects in alphabetical order."""
    if is_object(value):
        return {name: _ordered(value[name]) for name in sorted(value)}
    return [_ordered(item) for item in value] if is_list(value) else value


def same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
