"""The bodies that requests carry: their members, types and defaults, declared once."""

from __future__ import annotations

from typing import Any, NamedTuple

from conductor.devserver import statuses


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
    "items": _text(),
    "retryCount": _int(),
    "evaluatorType": _text(),
    "expression": _text(),
    "onStateChange": _map(),
    "joinStatus": _text(),
    "joinMode": _text(),
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
