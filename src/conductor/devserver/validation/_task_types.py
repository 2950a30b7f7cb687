"""What each type of system task needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

from conductor.devserver.durations import parse_duration, parse_until
from conductor.devserver.expressions import java_text
from conductor.devserver.scripts import ScriptError, check_syntax

Task = dict[str, Any]
TaskDefLookup = Callable[[str], "dict[str, Any] | None"]
Rule = Callable[[Task, TaskDefLookup], Iterator[str]]


def check_task_type(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    """Yield what a task lacks for its type. A type that is not known needs nothing."""
    rule = _RULES.get(task.get("type") or "")
    if rule is not None:
        yield from rule(task, task_def)


def _required(member: str, task: Task) -> str:
    return f"{member} field is required for taskType: {task['type']} taskName: {java_text(task.get('name'))}"


def _needs(member: str) -> Rule:
    def rule(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
        if task.get(member) is None:
            yield _required(member, task)

    return rule


def _needs_input(names: tuple[str, ...], shown: str, template_name: str) -> Rule:
    """One of ``names`` in the input, or ``template_name`` in the task definition's template."""

    def rule(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
        given = _inputs(task)
        definition = task.get("taskDefinition") or task_def(task.get("name") or "") or {}
        template: dict[str, Any] = definition.get("inputTemplate") or {}
        if template_name not in template and not any(name in given for name in names):
            yield _required(shown, task)

    return rule


def _decision(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    if task.get("caseValueParam") is None and task.get("caseExpression") is None:
        yield _required("caseValueParam or caseExpression", task)
    yield from _cases(task)
    yield from _script(task, task.get("caseExpression"))


def _switch(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    if task.get("evaluatorType") is None:
        yield _required("evaluatorType", task)
    elif task.get("expression") is None:
        yield _required("expression", task)
    yield from _cases(task)
    # Server: the expression of evaluatorType graaljs is not checked.
    if task.get("evaluatorType") == "javascript":
        yield from _script(task, task.get("expression"))


def _cases(task: Task) -> Iterator[str]:
    if not task.get("decisionCases"):
        yield (
            f"decisionCases should have atleast one task for taskType: {task['type']} "
            f"taskName: {java_text(task.get('name'))}"
        )


def _script(task: Task, source: Any) -> Iterator[str]:
    if not isinstance(source, str):
        return
    try:
        wrong = check_syntax(source)
    except ScriptError:  # without QuickJS, whose absence the run will tell
        return
    if wrong is not None:
        name = java_text(task.get("name"))
        yield f"Expression is not well formatted: {wrong}, taskType: {task['type']} taskName {name}"


def _do_while(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    if task.get("loopCondition") is None:
        yield _required("loopCondition", task)
    if not task.get("loopOver"):
        yield _required("loopOver", task)


def _fork_join(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    if not task.get("forkTasks"):
        name = java_text(task.get("name"))
        yield f"forkTasks should have atleast one task for taskType: FORK_JOIN taskName: {name}"


def _dynamic_fork(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    legacy, tasks, inputs = (
        task.get(member) is not None
        for member in ("dynamicForkJoinTasksParam", "dynamicForkTasksParam", "dynamicForkTasksInputParamName")
    )
    if "forkTaskInputs" in _inputs(task):
        return
    if legacy and (tasks or inputs):
        yield (
            "dynamicForkJoinTasksParam or combination of dynamicForkTasksInputParamName and "
            "dynamicForkTasksParam cam be used for taskType: FORK_JOIN_DYNAMIC "
            f"taskName: {java_text(task.get('name'))}"
        )
    elif not legacy:
        if not tasks:
            yield _required("dynamicForkTasksParam", task)
        if not inputs:
            yield _required("dynamicForkTasksInputParamName", task)


def _terminate(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    name = java_text(task.get("name"))
    if task.get("optional"):
        yield f"terminate task cannot be optional, taskName: {name}"
    if _inputs(task).get("terminationStatus") not in ("COMPLETED", "FAILED", "TERMINATED"):
        yield (
            "terminate task must have an terminationStatus parameter and must be set to COMPLETED or FAILED, "
            f"taskName: {name}"
        )


def _wait(task: Task, task_def: TaskDefLookup) -> Iterator[str]:
    duration, until = (_text(_inputs(task).get(member)) for member in ("duration", "until"))
    if duration and until:
        yield "Both 'duration' and 'until' specified. Please provide only one input"
    if duration and not duration.startswith("${"):
        if not _parses(parse_duration, duration):
            yield "Either date or duration is passed as null "
    elif until and not until.startswith("${") and not _parses(parse_until, until):
        yield "Unable to parse date "


def _inputs(task: Task) -> dict[str, Any]:
    return task.get("inputParameters") or {}


def _text(value: Any) -> str:
    text = "" if value is None else java_text(value)
    return text if text.strip() else ""


def _parses(parse: Callable[[str], int], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


_HTTP = "inputParameters.http_request or inputParameters.uri"
_RULES: dict[str, Rule] = {
    "DECISION": _decision,
    "DO_WHILE": _do_while,
    "DYNAMIC": _needs("dynamicTaskNameParam"),
    "EVENT": _needs("sink"),
    "FORK_JOIN": _fork_join,
    "FORK_JOIN_DYNAMIC": _dynamic_fork,
    "HTTP": _needs_input(("http_request", "uri", "method"), _HTTP, "http_request"),
    "JSON_JQ_TRANSFORM": _needs_input(
        ("queryExpression",), "inputParameters.queryExpression", "queryExpression"
    ),
    "KAFKA_PUBLISH": _needs_input(("kafka_request",), "inputParameters.kafka_request", "kafka_request"),
    "SUB_WORKFLOW": _needs("subWorkflowParam"),
    "SWITCH": _switch,
    "TERMINATE": _terminate,
    "WAIT": _wait,
}
