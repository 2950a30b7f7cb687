"""Scripts that do not parse, and what they use and will not have. Without an engine, less is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks import jq
from conductor.client.workflow._checks.needed import is_open, wrong_type
from conductor.client.workflow._checks.tree import JsonTask, inputs, reference, walk
from conductor.client.workflow._checks.trial import Trial
from conductor.client.workflow._finding import WARNING, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_JAVASCRIPT = ("javascript", "graaljs")
_NAMES_IN_DOLLAR = re.compile(r"(?<![\w$.])\$\.([A-Za-z_]\w*)\s*(\.|\[)?")
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"", re.DOTALL)
_OF_A_LOOP = ("iteration", "loopItem", "loopIndex")
_UNRESOLVED = "the server resolves no ${…} in it: put the reference into the input, and read it as $.name"


def scripts(task: JsonTask) -> Iterator[Finding]:
    """What is wrong with the scripts of a task."""
    kind = task.get("type")
    if kind == "SWITCH" and task.get("evaluatorType") in _JAVASCRIPT:
        yield from _unresolved(task, "expression", set(inputs(task)), Trial(inputs(task)))
    elif kind == "DECISION":
        yield from _unresolved(task, "caseExpression", None, Trial(inputs(task)))
    elif kind == "DO_WHILE":
        yield from _loop(task)
    elif kind == "INLINE":
        yield from _inline(task)
    elif kind == "LAMBDA":
        script = inputs(task).get("scriptExpression")
        yield from _javascript(task, "scriptExpression", script, None, body=True)
    elif kind == "JSON_JQ_TRANSFORM":
        yield from _jq(task, inputs(task).get("queryExpression"))


def _inline(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    evaluator, script = given.get("evaluatorType") or "javascript", given.get("expression")
    if evaluator in _JAVASCRIPT:
        yield from _javascript(task, "expression", script, set(given))
    elif (
        evaluator == "value-param" and isinstance(script, str) and script not in given and "${" not in script
    ):
        yield Finding(
            "input-missing", f"the expression names the input {script!r}, which is not given", reference(task)
        )


def _unresolved(task: JsonTask, member: str, names: set[str] | None, trial: Trial) -> list[Finding]:
    """A script at the task itself, where references are not resolved."""
    script = task.get(member)
    if not isinstance(script, str):
        return []
    found = list(_of_script(task, member, script, names, trial))
    if not found and "${" in script and "`" not in script:
        found = [Finding("script-unresolved", f"{member}: {_UNRESOLVED}", reference(task), WARNING)]
    return found


def _loop(task: JsonTask) -> Iterator[Finding]:
    own = reference(task)
    body = [reference(inner) for inner in walk(task.get("loopOver"))]
    trial = Trial(inputs(task))
    trial.known[own] = {"iteration": 1}
    listed = task.get("items") is not None or "_items" in inputs(task)
    trial.unknown += [("1", own), *([("loopItem", own), ("loopIndex", own)] if listed else ())]
    trial.unknown += [(name, "") for name in body if name != own]
    found = _unresolved(task, "loopCondition", {*body, *inputs(task), own}, trial)
    yield from found or _members_of_the_loop(str(task.get("loopCondition")), own)


def _members_of_the_loop(condition: str, own: str) -> Iterator[Finding]:
    for member in re.findall(rf"(?<![\w$.])\$\.{re.escape(own)}\.([A-Za-z_]\w*)", condition):
        if member not in _OF_A_LOOP:
            text = f"a loop puts out no {member!r}, which is undefined here; it has {', '.join(_OF_A_LOOP)}"
            yield Finding("script-name", f"loopCondition: {text}", own, WARNING)
            return


def _javascript(
    task: JsonTask, member: str, script: Any, names: set[str] | None, *, body: bool = False
) -> Iterator[Finding]:
    if isinstance(script, str) and "${" not in script:
        yield from _of_script(task, member, script, names, Trial(inputs(task)), body=body)


def _of_script(
    task: JsonTask, member: str, script: str, names: set[str] | None, trial: Trial, *, body: bool = False
) -> Iterator[Finding]:
    own = reference(task)
    kind, words = trial.problem(script, body=body) or ("", "")
    if kind == "syntax":
        hint = f"; {_UNRESOLVED}" if "${" in script else ""
        yield Finding("script-syntax", f"{member} is no JavaScript: {words}{hint}", own)
        return
    used = _NAMES_IN_DOLLAR.findall(_NOT_CODE.sub("''", script)) if names is not None else []
    asked = {name for name, deeper in used if not deeper}  # $.x && $.x.y
    for name, deeper in used:
        if deeper and name not in asked and name not in (names or ()):
            yield Finding("script-name", f"{member} reads $.{name}, which the task does not have", own)
            return
    if kind == "name":
        hint = f"; did you mean $.{words}?" if names and words in names else ", it has only $ and its members"
        yield Finding("script-name", f"{member} uses {words}, which is not defined there{hint}", own)
    elif kind == "nothing":
        yield Finding("script-name", f"{member} cannot run: {words}", own)


def _jq(task: JsonTask, program: Any) -> Iterator[Finding]:
    own = reference(task)
    if program is not None and not isinstance(program, str):
        yield wrong_type(task, "queryExpression", "text", program)
    if not isinstance(program, str) or is_open(program):
        return
    problem, missing = jq.syntax(program), jq.missing(program)
    if problem:
        yield Finding("script-syntax", f"queryExpression is no jq: {problem}", own)
    elif missing:
        text = f"queryExpression: the open-source server's jq has no {missing}"
        yield Finding("jq-function", text, own, WARNING)
