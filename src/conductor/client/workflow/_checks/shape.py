"""The types of a definition's JSON members, as the server's parser demands them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from conductor.client.workflow._finding import Finding
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

Test = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, (str, int, float, bool))  # Server: numbers and truth values become text


def is_whole(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lstrip("+-").isdigit() or not value.strip()
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _truth(value: Any) -> bool:
    return value in (True, False, "true", "True", "TRUE", "false", "False", "FALSE", "") or isinstance(
        value, int
    )


def _object(value: Any) -> bool:
    return is_object(value)


def _list(value: Any) -> bool:
    return is_list(value)


def _one_of(*values: str) -> Test:
    return lambda value: value in values


_KINDS: dict[Test, str] = {
    _text: "text",
    is_whole: "a whole number",
    _truth: "true or false",
    _object: "an object",
    _list: "a list",
}


def _choice(*values: str) -> Test:
    test = _one_of(*values)
    _KINDS[test] = f"{', '.join(values[:-1])} or {values[-1]}"
    return test


TEXT = (_text, "text")
WHOLE = (is_whole, "a whole number")
AN_OBJECT = (_object, "an object")

_POLICY = _choice("TIME_OUT_WF", "ALERT_ONLY")
_JOIN_MODE = _choice("SYNC", "ASYNC")

WORKFLOW: dict[str, Test] = {
    "name": _text,
    "description": _text,
    "version": is_whole,
    "tasks": _list,
    "inputParameters": _list,
    "outputParameters": _object,
    "failureWorkflow": _text,
    "failureWorkflowVersion": is_whole,
    "schemaVersion": is_whole,
    "restartable": _truth,
    "workflowStatusListenerEnabled": _truth,
    "workflowStatusListenerSink": _text,
    "ownerEmail": _text,
    "timeoutPolicy": _POLICY,
    "timeoutSeconds": is_whole,
    "variables": _object,
    "inputTemplate": _object,
    "rateLimitConfig": _object,
    "inputSchema": _object,
    "outputSchema": _object,
    "enforceSchema": _truth,
    "metadata": _object,
    "cacheConfig": _object,
    "maskedFields": _list,
}

TASK: dict[str, Test] = {
    "name": _text,
    "taskReferenceName": _text,
    "description": _text,
    "inputParameters": _object,
    "type": _text,
    "dynamicTaskNameParam": _text,
    "caseValueParam": _text,
    "caseExpression": _text,
    "scriptExpression": _text,
    "decisionCases": _object,
    "dynamicForkJoinTasksParam": _text,
    "dynamicForkTasksParam": _text,
    "dynamicForkTasksInputParamName": _text,
    "defaultCase": _list,
    "forkTasks": _list,
    "startDelay": is_whole,
    "subWorkflowParam": _object,
    "joinOn": _list,
    "sink": _text,
    "optional": _truth,
    "taskDefinition": _object,
    "rateLimited": _truth,
    "defaultExclusiveJoinTask": _list,
    "asyncComplete": _truth,
    "loopCondition": _text,
    "loopOver": _list,
    "items": _text,
    "retryCount": is_whole,
    "evaluatorType": _text,
    "expression": _text,
    "onStateChange": _object,
    "joinStatus": _text,
    "cacheConfig": _object,
    "permissive": _truth,
    "joinMode": _JOIN_MODE,
    "metadata": _object,
}


_SCHEMA = {"name": _text, "version": is_whole, "type": _choice("JSON", "AVRO", "PROTOBUF")}
_PARTS: dict[str, dict[str, Test]] = {
    "subWorkflowParam": {
        "name": _text,
        "version": is_whole,
        "taskToDomain": _object,
        "idempotencyKey": _text,
        "idempotencyStrategy": _choice("FAIL", "RETURN_EXISTING", "FAIL_ON_RUNNING"),
    },
    "cacheConfig": {"key": _text, "ttlInSecond": is_whole},
    "rateLimitConfig": {"rateLimitKey": _text, "concurrentExecLimit": is_whole},
    "inputSchema": _SCHEMA,
    "outputSchema": _SCHEMA,
    "taskDefinition": {
        "name": _text,
        "retryCount": is_whole,
        "timeoutSeconds": is_whole,
        "inputKeys": _list,
        "outputKeys": _list,
        "timeoutPolicy": _choice("RETRY", "TIME_OUT_WF", "ALERT_ONLY"),
        "retryLogic": _choice("FIXED", "EXPONENTIAL_BACKOFF", "LINEAR_BACKOFF"),
        "retryDelaySeconds": is_whole,
        "responseTimeoutSeconds": is_whole,
        "pollTimeoutSeconds": is_whole,
        "concurrentExecLimit": is_whole,
        "rateLimitPerFrequency": is_whole,
        "rateLimitFrequencyInSeconds": is_whole,
        "backoffScaleFactor": is_whole,
        "inputTemplate": _object,
        "ownerEmail": _text,
    },
}


def wrong_types(members: dict[str, Any], expected: dict[str, Test], task: str | None) -> Iterator[Finding]:
    """Members whose value the server's parser refuses."""
    for name, value in members.items():
        test = expected.get(name)
        if test is None or value is None:
            continue
        if not test(value):
            yield Finding("wrong-type", f"{name} must be {_KINDS[test]}, not {value!r:.60}", task)
    for name in ("joinOn", "defaultExclusiveJoinTask"):
        listed = members.get(name)
        if is_list(listed) and not all(_text(item) for item in listed):
            yield Finding("wrong-type", f"{name} must be a list of reference names, not {listed!r:.60}", task)
    yield from _wrong_lists(members, task)
    for name, part in _PARTS.items():
        inside = members.get(name)
        if is_object(inside):
            yield from wrong_types(inside, part, task)


def _wrong_lists(members: dict[str, Any], task: str | None) -> Iterator[Finding]:
    cases = members.get("decisionCases")
    if is_object(cases):
        for case, tasks in cases.items():
            if not is_list(tasks):
                yield Finding("wrong-type", f"case {case!r} must be a list of tasks, not {tasks!r:.60}", task)
    changes = members.get("onStateChange")
    for change, events in changes.items() if is_object(changes) else ():
        if events is not None and not (is_list(events) and all(is_object(each) for each in events)):
            text = f"onStateChange[{change!r}] must be a list of events, objects, not {events!r:.60}"
            yield Finding("wrong-type", text, task)
    forks = members.get("forkTasks")
    for branch in forks if is_list(forks) else ():
        if not is_list(branch):
            yield Finding("wrong-type", f"a branch must be a list of tasks, not {branch!r:.60}", task)
    for name in ("tasks", "defaultCase", "loopOver"):
        listed = members.get(name)
        for item in listed if is_list(listed) else ():
            if not is_object(item):
                yield Finding("wrong-type", f"{name} must be a list of tasks; one is {item!r:.60}", task)
