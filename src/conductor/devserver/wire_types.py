"""The bodies that requests carry: their members, types and defaults, declared once.

``bind`` turns parsed JSON into a plain dict of known members, or refuses it as the real server's parser does.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from conductor.devserver import statuses
from conductor.devserver.refusal import ServerFault


class Field(NamedTuple):
    """One member: its kind, and what stands there when nothing is given (None: the member is absent)."""

    kind: str
    default: Any = None
    choices: tuple[str, ...] = ()


def _text(default: str | None = None) -> Field:
    return Field("text", default)


def _int(default: int | None = None) -> Field:
    return Field("int", default)


def _bool(default: bool | None = None) -> Field:
    return Field("bool", default)


def _map(empty: bool = True) -> Field:
    return Field("map", {} if empty else None)


def _list(kind: str = "any", empty: bool = True) -> Field:
    return Field(f"list:{kind}", [] if empty else None)


_AUDIT = {
    "ownerApp": _text(),
    "createTime": _int(),
    "updateTime": _int(),
    "createdBy": _text(),
    "updatedBy": _text(),
}

TASK_DEF: dict[str, Field] = {
    **_AUDIT,
    "name": _text(),
    "description": _text(),
    "retryCount": _int(3),
    "timeoutSeconds": _int(0),
    "inputKeys": _list("text"),
    "outputKeys": _list("text"),
    "runtimeMetadata": _list(),
    "timeoutPolicy": Field("enum", "TIME_OUT_WF", ("RETRY", "TIME_OUT_WF", "ALERT_ONLY")),
    "retryLogic": Field("enum", "FIXED", ("FIXED", "EXPONENTIAL_BACKOFF", "LINEAR_BACKOFF")),
    "retryDelaySeconds": _int(60),
    "responseTimeoutSeconds": _int(3600),
    "concurrentExecLimit": _int(),
    "inputTemplate": _map(),
    "rateLimitPerFrequency": _int(0),
    "rateLimitFrequencyInSeconds": _int(1),
    "isolationGroupId": _text(),
    "executionNameSpace": _text(),
    "ownerEmail": _text(),
    "pollTimeoutSeconds": _int(),
    "backoffScaleFactor": _int(1),
    "maxRetryDelaySeconds": _int(0),
    "backoffJitterMs": _int(0),
    "totalTimeoutSeconds": _int(0),
    "baseType": _text(),
    "inputSchema": _map(empty=False),
    "outputSchema": _map(empty=False),
    "taskStatusListenerEnabled": _bool(True),
    "enforceSchema": _bool(False),
}

SUB_WORKFLOW_PARAM: dict[str, Field] = {
    "name": _text(),
    "version": _int(),
    "taskToDomain": _map(empty=False),
    "workflowDefinition": Field("any"),
    "idempotencyKey": _text(),
    "idempotencyStrategy": _text(),
    "priority": Field("any"),
}

WORKFLOW_TASK: dict[str, Field] = {
    "name": _text(),
    "taskReferenceName": _text(),
    "description": _text(),
    "inputParameters": _map(),
    "type": _text("SIMPLE"),
    "dynamicTaskNameParam": _text(),
    "caseValueParam": _text(),
    "caseExpression": _text(),
    "scriptExpression": _text(),
    "decisionCases": Field("map:tasks", {}),
    "dynamicForkJoinTasksParam": _text(),
    "dynamicForkTasksParam": _text(),
    "dynamicForkTasksInputParamName": _text(),
    "defaultCase": Field("tasks", []),
    "forkTasks": Field("list:tasks", []),
    "startDelay": _int(0),
    "subWorkflowParam": Field("sub"),
    "joinOn": _list("text"),
    "sink": _text(),
    "optional": _bool(False),
    "taskDefinition": Field("taskdef"),
    "rateLimited": _bool(),
    "defaultExclusiveJoinTask": _list("text"),
    "asyncComplete": _bool(False),
    "loopCondition": _text(),
    "loopOver": Field("tasks", []),
    "items": Field("any"),
    "retryCount": _int(),
    "evaluatorType": _text(),
    "expression": _text(),
    "onStateChange": _map(),
    "joinStatus": _text(),
    "cacheConfig": _map(empty=False),
    "permissive": _bool(False),
    "metadata": _map(),
}

WORKFLOW_DEF: dict[str, Field] = {
    **_AUDIT,
    "name": _text(),
    "description": _text(),
    "version": _int(1),
    "tasks": Field("tasks", []),
    "inputParameters": _list("text"),
    "outputParameters": _map(),
    "failureWorkflow": _text(),
    "failureWorkflowVersion": _int(),
    "schemaVersion": _int(2),
    "restartable": _bool(True),
    "workflowStatusListenerEnabled": _bool(False),
    "ownerEmail": _text(),
    "timeoutPolicy": Field("enum", "ALERT_ONLY", ("TIME_OUT_WF", "ALERT_ONLY")),
    "timeoutSeconds": _int(0),
    "variables": _map(),
    "inputTemplate": _map(),
    "workflowStatusListenerSink": _text(),
    "rateLimitConfig": _map(empty=False),
    "inputSchema": _map(empty=False),
    "outputSchema": _map(empty=False),
    "enforceSchema": _bool(True),
    "metadata": _map(),
    "cacheConfig": _map(empty=False),
    "maskedFields": _list("text"),
}

START_REQUEST: dict[str, Field] = {
    "name": _text(),
    "version": _int(),
    "correlationId": _text(),
    "input": _map(),
    "taskToDomain": _map(),
    "workflowDef": Field("workflowdef"),
    "externalInputPayloadStoragePath": _text(),
    "priority": _int(0),
    "createdBy": _text(),
    "idempotencyKey": _text(),
    "idempotencyStrategy": Field("enum", None, ("FAIL", "RETURN_EXISTING", "FAIL_ON_RUNNING")),
}

TASK_RESULT: dict[str, Field] = {
    "workflowInstanceId": _text(),
    "taskId": _text(),
    "reasonForIncompletion": _text(),
    "callbackAfterSeconds": _int(0),
    "workerId": _text(),
    "status": Field("enum", None, statuses.RESULT_STATUSES),
    "outputData": _map(),
    "logs": _list(),
    "externalOutputPayloadStoragePath": _text(),
    "subWorkflowId": _text(),
    "extendLease": _bool(False),
    "executionMetadata": Field("any"),
}

RERUN_REQUEST: dict[str, Field] = {
    "reRunFromWorkflowId": _text(),
    "workflowInput": _map(empty=False),
    "reRunFromTaskId": _text(),
    "taskInput": _map(empty=False),
    "correlationId": _text(),
}

EVENT_HANDLER: dict[str, Field] = {
    **_AUDIT,
    "name": _text(),
    "event": _text(),
    "condition": _text(),
    "actions": _list(),
    "active": _bool(False),
    "evaluatorType": _text(),
    "description": _text(),
    "tags": _list(empty=False),
}

_NAMES = {
    "map": "java.util.LinkedHashMap<java.lang.String,java.lang.Object>",
    "text": "java.lang.String",
    "int": "int",
    "bool": "boolean",
}


def cannot_deserialize(kind: str, value: Any) -> ServerFault:
    """What the real server says of JSON of the wrong type."""
    token = "START_OBJECT" if isinstance(value, dict) else "START_ARRAY"
    what = "Object" if isinstance(value, dict) else "Array"
    if isinstance(value, (dict, list)):
        given = f"from {what} value (token `JsonToken.{token}`)"
    else:
        given = f'from String "{value}": not a valid `{kind}` value'
    return ServerFault(f"JSON parse error: Cannot deserialize value of type `{_NAMES.get(kind, kind)}` {given}")


def _whole(value: Any) -> Any:
    if isinstance(value, bool):
        raise cannot_deserialize("int", value)
    if isinstance(value, (int, float)):
        return int(value)
    if isinstance(value, str):
        try:
            return int(value.strip() or 0)
        except ValueError:
            pass
    raise cannot_deserialize("int", value)


def _truth(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    if isinstance(value, str) and value.strip().lower() in ("true", "false", ""):
        return value.strip().lower() == "true"
    raise cannot_deserialize("bool", value)


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    raise cannot_deserialize("text", value)


def _choice(value: Any, field: Field, owner: str, name: str) -> Any:
    if value == "" or value in field.choices:
        return value or field.default
    raise ServerFault(
        f"JSON parse error: Cannot deserialize value of type `{owner}{name[0].upper()}{name[1:]}` from String \"{value}\": "
        f"not one of the values accepted for Enum class: [{', '.join(field.choices)}]"
    )


def _convert(value: Any, field: Field, owner: str, name: str) -> Any:
    kind, _, inner = field.kind.partition(":")
    if kind == "any":
        return value
    if kind == "text":
        return _string(value)
    if kind == "int":
        return _whole(value)
    if kind == "bool":
        return _truth(value)
    if kind == "enum":
        return _choice(value, field, owner, name)
    if kind == "map":
        if not isinstance(value, dict):
            raise cannot_deserialize("map", value)
        return {k: _convert(v, Field(inner), owner, name) for k, v in value.items()} if inner else value
    if kind == "taskdef":
        return bind(TASK_DEF, value, "TaskDef")
    if kind == "sub":
        return bind(SUB_WORKFLOW_PARAM, value, "SubWorkflowParams")
    if kind == "workflowdef":
        return bind(WORKFLOW_DEF, value, "WorkflowDef")
    if not isinstance(value, list):
        raise cannot_deserialize("java.util.ArrayList", value)
    if kind == "tasks":
        return [bind(WORKFLOW_TASK, task, "WorkflowTask") for task in value]
    return [_convert(v, Field(inner), owner, name) if v is not None else None for v in value]


def bind(fields: dict[str, Field], value: Any, owner: str) -> dict[str, Any]:
    """The known members of ``value`` with their defaults; a null member is absent.

    :raises ServerFault: ``value`` is no object, or a member has a type that cannot be converted.
    """
    if not isinstance(value, dict):
        raise cannot_deserialize(owner, value)
    bound: dict[str, Any] = {}
    for name, field in fields.items():
        given = value.get(name)
        if given is not None:
            bound[name] = _convert(given, field, owner, name)
        elif field.default is not None:
            bound[name] = field.default.copy() if isinstance(field.default, (dict, list)) else field.default
    return bound
