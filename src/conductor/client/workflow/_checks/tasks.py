"""What each type of task needs: the server's own rules, and what would fail at run time."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.workflow._checks.calls import event, http, kafka, start_workflow
from conductor.client.workflow._checks.durations import is_date, is_duration
from conductor.client.workflow._checks.forks import dynamic_fork, exclusive_join, fork
from conductor.client.workflow._checks.needed import (
    is_open,
    lacks,
    lacks_input,
    required,
    required_input,
    wrong_type,
)
from conductor.client.workflow._checks.shape import WHOLE
from conductor.client.workflow._checks.tree import JsonTask, inputs, reference, walk
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
    elif kind not in _TYPES:
        meant = _MEANT.get(_letters(str(kind)))
        if meant is None and str(kind).isupper():
            meant = next(iter(get_close_matches(str(kind), _TYPES, 1, 0.85)), None)
        if meant:
            text = f"there is no type {kind!r}, so a worker must take it; did you mean {meant}?"
            yield Finding("type-unknown", text, reference(task), WARNING)


def _letters(kind: str) -> str:
    """A type as it is often written: ``http``, ``SubWorkflow``, ``HTTP_TASK``."""
    return re.sub(r"[\W_]", "", re.sub(r"[\W_]*TASK\W*$", "", kind.upper()))


_TYPE_NAME = re.compile(r"[A-Za-z_][\w.:-]*").fullmatch
_TYPES = tuple(kind.value for kind in TaskType)
_MEANT = {_letters(kind): kind for kind in _TYPES}


def _switch(task: JsonTask) -> Iterator[Finding]:
    evaluator, expression = task.get("evaluatorType"), task.get("expression")
    yield from required(task, "evaluatorType", evaluator)
    yield from required(task, "expression", expression)
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
        yield lacks(task, "caseValueParam or caseExpression")
    yield from _cases(task)


def _do_while(task: JsonTask) -> Iterator[Finding]:
    yield from required(task, "loopCondition", task.get("loopCondition"))
    listed = task.get("items") is not None or {"_items", "items"} & inputs(task).keys()
    if task.get("loopCondition") == "" and not listed:
        yield Finding("loop-condition-empty", "the loop condition must not be empty", reference(task))
    keep = inputs(task).get("keepLastN")
    if keep is not None and not is_open(keep) and (isinstance(keep, str) or not WHOLE.fits(keep)):
        yield wrong_type(task, "keepLastN", "a whole number", keep)
    if any(inner.get("type") == "DO_WHILE" for inner in walk(task.get("loopOver"))):
        # Server: both loops name their tasks by the same counter, and the run fails or hangs.
        text = "the open-source server cannot run a loop in a loop: put the inner one into a sub-workflow"
        yield Finding("loop-nested", text, reference(task), WARNING)
    if not task.get("loopOver"):
        yield Finding("loop-empty", "DO_WHILE needs at least one task in loopOver", reference(task))


def _sub_workflow(task: JsonTask) -> Iterator[Finding]:
    params = task.get("subWorkflowParam")
    yield from required(task, "subWorkflowParam", params)
    if is_object(params):
        definition = params.get("workflowDefinition")
        if not params.get("name") and definition is None:
            yield lacks(task, "subWorkflowParam.name")
        if isinstance(definition, str) and not (definition.startswith("${") and definition.endswith("}")):
            yield Finding(
                "definition-no-expression",
                "workflowDefinition must be a definition or one expression",
                reference(task),
            )


def _dynamic(task: JsonTask) -> Iterator[Finding]:
    name = task.get("dynamicTaskNameParam")
    yield from required(task, "dynamicTaskNameParam", name)
    if isinstance(name, str) and name not in inputs(task):
        yield from required_input(task, name)


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
    yield from required_input(task, "queryExpression")


def _inline(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    if not given.get("expression"):
        yield lacks_input(task, "expression")
    for name in ("evaluatorType", "expression"):
        if not isinstance(given.get(name, ""), str):
            yield wrong_type(task, name, "text", given[name])
    evaluator = given.get("evaluatorType")
    if isinstance(evaluator, str) and not is_open(evaluator) and evaluator not in _EVALUATORS:
        yield _unknown_evaluator(task, evaluator)


_RULES: dict[str, Rule] = {
    "SWITCH": _switch,
    "DECISION": _decision,
    "FORK_JOIN": fork,
    "FORK_JOIN_DYNAMIC": dynamic_fork,
    "EXCLUSIVE_JOIN": exclusive_join,
    "DO_WHILE": _do_while,
    "SUB_WORKFLOW": _sub_workflow,
    "DYNAMIC": _dynamic,
    "HTTP": http,
    "EVENT": event,
    "TERMINATE": _terminate,
    "WAIT": _wait,
    "JSON_JQ_TRANSFORM": _jq,
    "INLINE": _inline,
    "KAFKA_PUBLISH": kafka,
    "START_WORKFLOW": start_workflow,
}
