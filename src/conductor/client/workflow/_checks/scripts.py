"""Scripts that do not parse, and the names that they use. Without an engine, nothing is found."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks.tree import JsonTask, inputs, reference, walk
from conductor.client.workflow._finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_JAVASCRIPT = ("javascript", "graaljs")
_NAMES_IN_DOLLAR = re.compile(r"(?<![\w$.])\$\.([A-Za-z_]\w*)\s*(\.|\[)?")
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", re.DOTALL)


def scripts(task: JsonTask) -> Iterator[Finding]:
    """What is wrong with the scripts of a task."""
    kind = task.get("type")
    if kind == "SWITCH" and task.get("evaluatorType") in _JAVASCRIPT:
        yield from _javascript(task, "expression", task.get("expression"), set(inputs(task)))
    elif kind == "DECISION":
        yield from _javascript(task, "caseExpression", task.get("caseExpression"), None)
    elif kind == "DO_WHILE":
        body = {reference(inner) for inner in walk(task.get("loopOver"))}
        yield from _javascript(
            task, "loopCondition", task.get("loopCondition"), {*body, *inputs(task), reference(task)}
        )
    elif kind == "INLINE":
        yield from _inline(task)
    elif kind == "LAMBDA":
        yield from _javascript(task, "scriptExpression", inputs(task).get("scriptExpression"), None)
    elif kind == "JSON_JQ_TRANSFORM":
        yield from _jq(task, inputs(task).get("queryExpression"))


def _inline(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    evaluator, script = given.get("evaluatorType", "javascript"), given.get("expression")
    if evaluator in _JAVASCRIPT:
        yield from _javascript(task, "expression", script, set(given))
    elif (
        evaluator == "value-param" and isinstance(script, str) and script not in given and "${" not in script
    ):
        yield Finding(
            "input-missing", f"the expression names the input {script!r}, which is not given", reference(task)
        )


def _javascript(task: JsonTask, member: str, script: Any, names: set[str] | None) -> Iterator[Finding]:
    if not isinstance(script, str) or "${" in script:
        return
    problem = _javascript_problem(script)
    if problem:
        yield Finding("script-syntax", f"{member} is no JavaScript: {problem}", reference(task))
    elif names is not None:
        for name, deeper in _NAMES_IN_DOLLAR.findall(_NOT_CODE.sub("''", script)):
            if deeper and name not in names:
                yield Finding(
                    "script-name", f"{member} reads $.{name}, which the task does not have", reference(task)
                )
                return


@lru_cache(maxsize=1024)
def _javascript_problem(script: str) -> str | None:
    try:
        context = import_module("quickjs").Context()
    except ImportError:
        return None
    try:
        # A function's body is parsed and not run.
        context.eval("(function(){" + f"return eval;{script}\n" + "})")
    except Exception as error:  # noqa: BLE001  # the engine's own classes differ by version
        text = str(error)
        return next((line for line in text.splitlines() if line.strip()), "syntax error")
    return None


def _jq(task: JsonTask, program: Any) -> Iterator[Finding]:
    if not isinstance(program, str) or "${" in program:
        return
    problem = _jq_problem(program)
    if problem:
        yield Finding("script-syntax", f"queryExpression is no jq: {problem}", reference(task))


@lru_cache(maxsize=1024)
def _jq_problem(program: str) -> str | None:
    try:
        compile_program = import_module("jq").compile
    except ImportError:
        return None
    try:
        compile_program(program)
    except ValueError as error:
        return next((line for line in str(error).splitlines() if line.strip()), "syntax error")
    return None
