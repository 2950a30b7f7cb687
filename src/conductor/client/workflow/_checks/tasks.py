"""What each type of task needs: the server's own rules, and what would fail at run time."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.workflow._checks.durations import is_date, is_duration
from conductor.client.workflow._checks.tree import JsonTask, inputs, reference
from conductor.client.workflow._finding import WARNING, Finding
from conductor.client.workflow.task._kinds import is_object
from conductor.client.workflow.task.task_type import TaskType

if TYPE_CHECKING:
    from collections.abc import Iterator

Rule = Callable[[JsonTask], "Iterator[Finding]"]

_EVALUATORS = ("javascript", "graaljs", "value-param", "python")


def needs(task: JsonTask) -> Iterator[Finding]:
    """What the task lacks."""
    for member, code in (("name", "name-missing"), ("taskReferenceName", "reference-missing")):
        if not task.get(member):
            yield Finding(code, f"{member} must not be empty", reference(task) or None)
    yield from _type(task)
    delay = task.get("startDelay")
    if isinstance(delay, (int, float)) and delay < 0:
        yield Finding("delay-negative", f"startDelay must not be negative, it is {delay}", reference(task))
    rule = _RULES.get(str(task.get("type")))
    if rule is not None:
        yield from rule(task)


def _type(task: JsonTask) -> Iterator[Finding]:
    kind = task.get("type", "SIMPLE")
    if kind is None:
        yield Finding("type-missing", "type must not be null", reference(task))
    elif not _TYPE_NAME(str(kind)):
        yield Finding(
            "type-malformed", f"{kind!r} can be no type of task, nor a worker's queue", reference(task)
        )
    elif str(kind).isupper() and kind not in _TYPES:
        meant = get_close_matches(str(kind), _TYPES, 1, 0.85)
        if meant:
            text = f"there is no type {kind!r}, so a worker must take it; did you mean {meant[0]}?"
            yield Finding("type-unknown", text, reference(task), WARNING)


_TYPE_NAME = re.compile(r"[A-Za-z_][\w.:-]*").fullmatch
_TYPES = tuple(kind.value for kind in TaskType)


def _required(task: JsonTask, member: str, given: object) -> Iterator[Finding]:
    if given is None:
        yield Finding("member-missing", f"{task.get('type')} needs {member}", reference(task))


def _required_input(task: JsonTask, name: str) -> Iterator[Finding]:
    if inputs(task).get(name) is None:
        yield Finding("input-missing", f"{task.get('type')} needs the input {name}", reference(task))


def _switch(task: JsonTask) -> Iterator[Finding]:
    evaluator, expression = task.get("evaluatorType"), task.get("expression")
    yield from _required(task, "evaluatorType", evaluator)
    yield from _required(task, "expression", expression)
    yield from _cases(task)
    if evaluator is not None and evaluator not in _EVALUATORS:
        yield _unknown_evaluator(task, evaluator)
    if evaluator == "value-param" and expression is not None and expression not in inputs(task):
        yield Finding(
            "switch-input-missing",
            f"the expression names the input {expression!r}, which the task does not have; "
            f"it has {_listed(inputs(task))}",
            reference(task),
        )


def _cases(task: JsonTask) -> Iterator[Finding]:
    cases = task.get("decisionCases")
    if not cases:
        # Server: a default case alone is refused, too.
        yield Finding(
            "no-cases", f"{task.get('type')} needs at least one case in decisionCases", reference(task)
        )


def _unknown_evaluator(task: JsonTask, evaluator: object) -> Finding:
    return Finding(
        "evaluator-unknown",
        f"there is no evaluator {evaluator!r}; there are {', '.join(_EVALUATORS)}",
        reference(task),
    )


def _listed(members: dict[str, Any]) -> str:
    return ", ".join(sorted(members)) or "none"


def _decision(task: JsonTask) -> Iterator[Finding]:
    if task.get("caseValueParam") is None and task.get("caseExpression") is None:
        yield from _required(task, "caseValueParam or caseExpression", None)
    yield from _cases(task)


def _fork(task: JsonTask) -> Iterator[Finding]:
    if not task.get("forkTasks"):
        yield Finding("no-branches", "FORK_JOIN needs at least one branch in forkTasks", reference(task))


def _dynamic_fork(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    old, tasks, names = (
        task.get("dynamicForkJoinTasksParam"),
        task.get("dynamicForkTasksParam"),
        task.get("dynamicForkTasksInputParamName"),
    )
    if "forkTaskInputs" in given:
        if not any(name in given for name in ("forkTaskName", "forkTaskType", "forkTaskWorkflow")):
            yield from _required_input(task, "forkTaskName, forkTaskType or forkTaskWorkflow")
        return
    if old is not None and (tasks is not None or names is not None):
        yield Finding(
            "members-conflict",
            "dynamicForkJoinTasksParam excludes dynamicForkTasksParam and dynamicForkTasksInputParamName",
            reference(task),
        )
    elif old is None:
        yield from _required(task, "dynamicForkTasksParam", tasks)
        yield from _required(task, "dynamicForkTasksInputParamName", names)
    for name in (old, tasks, names):
        if isinstance(name, str) and name not in given:
            yield from _required_input(task, name)


def _do_while(task: JsonTask) -> Iterator[Finding]:
    yield from _required(task, "loopCondition", task.get("loopCondition"))
    if task.get("loopCondition") == "":
        yield Finding("loop-condition-empty", "the loop condition must not be empty", reference(task))
    if not task.get("loopOver"):
        yield Finding("loop-empty", "DO_WHILE needs at least one task in loopOver", reference(task))


def _sub_workflow(task: JsonTask) -> Iterator[Finding]:
    params = task.get("subWorkflowParam")
    yield from _required(task, "subWorkflowParam", params)
    if is_object(params):
        definition = params.get("workflowDefinition")
        if not params.get("name") and definition is None:
            yield from _required(task, "subWorkflowParam.name", None)
        if isinstance(definition, str) and not (definition.startswith("${") and definition.endswith("}")):
            yield Finding(
                "definition-no-expression",
                "workflowDefinition must be a definition or one expression",
                reference(task),
            )


def _dynamic(task: JsonTask) -> Iterator[Finding]:
    name = task.get("dynamicTaskNameParam")
    yield from _required(task, "dynamicTaskNameParam", name)
    if isinstance(name, str) and name not in inputs(task):
        yield from _required_input(task, name)


def _http(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    request = given.get("http_request", given)
    if "http_request" not in given and "uri" not in given:
        yield Finding("input-missing", "HTTP needs the input http_request, or uri", reference(task))
    elif is_object(request):
        if not request.get("uri"):
            yield Finding("input-missing", "HTTP needs a uri", reference(task))
        method = request.get("method")
        if method is not None and "${" not in str(method) and str(method).upper() not in _METHODS:
            yield Finding("http-method", f"there is no HTTP method {method!r}", reference(task))
    elif not isinstance(request, str) or "${" not in request:
        yield Finding("wrong-type", f"http_request must be an object, not {request!r:.60}", reference(task))


_METHODS = ("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE")


# Those of the open-source server; Orkes may know more.
_SINKS = ("conductor", "sqs", "amqp_queue", "amqp_exchange", "amqp", "nats", "nats_stream", "jsm", "kafka")


def _event(task: JsonTask) -> Iterator[Finding]:
    sink = task.get("sink")
    yield from _required(task, "sink", sink)
    if isinstance(sink, str) and "${" not in sink:
        provider, colon, _queue = sink.partition(":")
        own = reference(task)
        if not provider or (not colon and provider != "conductor"):
            yield Finding("sink-malformed", f"a sink is like kafka:topic, not {sink!r}", own)
        elif provider not in _SINKS:
            text = f"the open-source server has no sink {provider!r}; it has {', '.join(_SINKS)}"
            yield Finding("sink-unknown", text, own, WARNING)


def _terminate(task: JsonTask) -> Iterator[Finding]:
    status = inputs(task).get("terminationStatus")
    if status not in ("COMPLETED", "FAILED", "TERMINATED"):
        # Server: an expression is refused, too.
        yield Finding(
            "terminate-status",
            f"terminationStatus must be COMPLETED, FAILED or TERMINATED, not {status!r}",
            reference(task),
        )
    if task.get("optional") is True:
        yield Finding("terminate-optional", "TERMINATE cannot be optional", reference(task))


def _wait(task: JsonTask) -> Iterator[Finding]:
    duration, until = inputs(task).get("duration"), inputs(task).get("until")
    if duration not in (None, "") and until not in (None, ""):
        yield Finding("wait-both", "WAIT takes either duration or until, not both", reference(task))
    for name, value, fits, form in (
        ("duration", duration, is_duration, "1d 2h 3m 4s"),
        ("until", until, is_date, "2030-01-31 17:00 UTC, without seconds"),
    ):
        if value is None or (isinstance(value, str) and ("${" in value or fits(value))):
            continue
        yield Finding(f"wait-{name}", f"{name} must be like {form}; it is {value!r:.60}", reference(task))


def _jq(task: JsonTask) -> Iterator[Finding]:
    yield from _required_input(task, "queryExpression")


def _inline(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    if not given.get("expression"):
        yield Finding("input-missing", "INLINE needs the input expression", reference(task))
    for name in ("evaluatorType", "expression"):
        if not isinstance(given.get(name, ""), str):
            yield Finding("wrong-type", f"{name} must be text, not {given[name]!r:.60}", reference(task))
    evaluator = given.get("evaluatorType")
    if isinstance(evaluator, str) and "${" not in evaluator and evaluator not in _EVALUATORS:
        yield _unknown_evaluator(task, evaluator)


def _kafka(task: JsonTask) -> Iterator[Finding]:
    yield from _required_input(task, "kafka_request")
    request = inputs(task).get("kafka_request")
    if is_object(request):
        for name in ("bootStrapServers", "topic"):
            if not request.get(name):
                yield Finding("input-missing", f"kafka_request needs {name}", reference(task))


def _start_workflow(task: JsonTask) -> Iterator[Finding]:
    request = inputs(task).get("startWorkflow")
    if request is None:
        yield from _required_input(task, "startWorkflow")
    elif is_object(request) and not request.get("name") and request.get("workflowDef") is None:
        yield from _required_input(task, "startWorkflow.name")


_RULES: dict[str, Rule] = {
    "SWITCH": _switch,
    "DECISION": _decision,
    "FORK_JOIN": _fork,
    "FORK_JOIN_DYNAMIC": _dynamic_fork,
    "DO_WHILE": _do_while,
    "SUB_WORKFLOW": _sub_workflow,
    "DYNAMIC": _dynamic,
    "HTTP": _http,
    "EVENT": _event,
    "TERMINATE": _terminate,
    "WAIT": _wait,
    "JSON_JQ_TRANSFORM": _jq,
    "INLINE": _inline,
    "KAFKA_PUBLISH": _kafka,
    "START_WORKFLOW": _start_workflow,
}
