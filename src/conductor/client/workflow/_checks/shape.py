"""The types of a definition's JSON members, as the server's parser demands them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from conductor.client.workflow._checks.tree import branches
from conductor.client.workflow._finding import Finding
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(NamedTuple):
    """What a member may hold: the test, and its words after "must be"."""

    fits: Callable[[Any], bool]
    words: str


def _is_text(value: Any) -> bool:
    return isinstance(value, (str, int, float, bool))  # Server: numbers and truth values become text


def _is_whole(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lstrip("+-").isdigit() or not value.strip()
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_truth(value: Any) -> bool:
    return value in (True, False, "true", "True", "TRUE", "false", "False", "FALSE", "") or isinstance(
        value, int
    )


def _one_of(*values: str) -> Kind:
    return Kind(values.__contains__, f"{', '.join(values[:-1])} or {values[-1]}")


TEXT = Kind(_is_text, "text")
WHOLE = Kind(_is_whole, "a whole number")
_TRUTH = Kind(_is_truth, "true or false")
AN_OBJECT = Kind(is_object, "an object")
_A_LIST = Kind(is_list, "a list")

_POLICY = _one_of("TIME_OUT_WF", "ALERT_ONLY")
_JOIN_MODE = _one_of("SYNC", "ASYNC")

WORKFLOW: dict[str, Kind] = {
    "name": TEXT,
    "description": TEXT,
    "version": WHOLE,
    "tasks": _A_LIST,
    "inputParameters": _A_LIST,
    "outputParameters": AN_OBJECT,
    "failureWorkflow": TEXT,
    "failureWorkflowVersion": WHOLE,
    "schemaVersion": WHOLE,
    "restartable": _TRUTH,
    "workflowStatusListenerEnabled": _TRUTH,
    "workflowStatusListenerSink": TEXT,
    "ownerEmail": TEXT,
    "timeoutPolicy": _POLICY,
    "timeoutSeconds": WHOLE,
    "variables": AN_OBJECT,
    "inputTemplate": AN_OBJECT,
    "rateLimitConfig": AN_OBJECT,
    "inputSchema": AN_OBJECT,
    "outputSchema": AN_OBJECT,
    "enforceSchema": _TRUTH,
    "metadata": AN_OBJECT,
    "cacheConfig": AN_OBJECT,
    "maskedFields": _A_LIST,
}

TASK: dict[str, Kind] = {
    "name": TEXT,
    "taskReferenceName": TEXT,
    "description": TEXT,
    "inputParameters": AN_OBJECT,
    "type": TEXT,
    "dynamicTaskNameParam": TEXT,
    "caseValueParam": TEXT,
    "caseExpression": TEXT,
    "scriptExpression": TEXT,
    "decisionCases": AN_OBJECT,
    "dynamicForkJoinTasksParam": TEXT,
    "dynamicForkTasksParam": TEXT,
    "dynamicForkTasksInputParamName": TEXT,
    "defaultCase": _A_LIST,
    "forkTasks": _A_LIST,
    "startDelay": WHOLE,
    "subWorkflowParam": AN_OBJECT,
    "joinOn": _A_LIST,
    "sink": TEXT,
    "optional": _TRUTH,
    "taskDefinition": AN_OBJECT,
    "rateLimited": _TRUTH,
    "defaultExclusiveJoinTask": _A_LIST,
    "asyncComplete": _TRUTH,
    "loopCondition": TEXT,
    "loopOver": _A_LIST,
    "items": TEXT,
    "retryCount": WHOLE,
    "evaluatorType": TEXT,
    "expression": TEXT,
    "onStateChange": AN_OBJECT,
    "joinStatus": TEXT,
    "cacheConfig": AN_OBJECT,
    "permissive": _TRUTH,
    "joinMode": _JOIN_MODE,
    "metadata": AN_OBJECT,
}


_SCHEMA = {"name": TEXT, "version": WHOLE, "type": _one_of("JSON", "AVRO", "PROTOBUF")}
_PARTS: dict[str, dict[str, Kind]] = {
    "subWorkflowParam": {
        "name": TEXT,
        "version": WHOLE,
        "taskToDomain": AN_OBJECT,
        "idempotencyKey": TEXT,
        "idempotencyStrategy": _one_of("FAIL", "RETURN_EXISTING", "FAIL_ON_RUNNING"),
    },
    "cacheConfig": {"key": TEXT, "ttlInSecond": WHOLE},
    "rateLimitConfig": {"rateLimitKey": TEXT, "concurrentExecLimit": WHOLE},
    "inputSchema": _SCHEMA,
    "outputSchema": _SCHEMA,
    "taskDefinition": {
        "name": TEXT,
        "retryCount": WHOLE,
        "timeoutSeconds": WHOLE,
        "inputKeys": _A_LIST,
        "outputKeys": _A_LIST,
        "timeoutPolicy": _one_of("RETRY", "TIME_OUT_WF", "ALERT_ONLY"),
        "retryLogic": _one_of("FIXED", "EXPONENTIAL_BACKOFF", "LINEAR_BACKOFF"),
        "retryDelaySeconds": WHOLE,
        "responseTimeoutSeconds": WHOLE,
        "pollTimeoutSeconds": WHOLE,
        "concurrentExecLimit": WHOLE,
        "rateLimitPerFrequency": WHOLE,
        "rateLimitFrequencyInSeconds": WHOLE,
        "backoffScaleFactor": WHOLE,
        "inputTemplate": AN_OBJECT,
        "ownerEmail": TEXT,
    },
}


def wrong_types(members: dict[str, Any], expected: dict[str, Kind], task: str | None) -> Iterator[Finding]:
    """Members whose value the server's parser refuses."""
    for name, value in members.items():
        kind = expected.get(name)
        if kind is not None and value is not None and not kind.fits(value):
            yield Finding("wrong-type", f"{name} must be {kind.words}, not {value!r:.60}", task)
    for name in ("joinOn", "defaultExclusiveJoinTask"):
        listed = members.get(name)
        if is_list(listed) and not all(map(_is_text, listed)):
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
    own = members.get("tasks")
    for name, listed in [("tasks", own if is_list(own) else []), *branches(members)]:
        for item in listed:
            if not is_object(item):
                yield Finding("wrong-type", f"{name} must be a list of tasks; one is {item!r:.60}", task)
