"""References to other tasks: do they exist, and have they run by then?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks.expressions import expressions, is_environment, is_path, root
from conductor.client.workflow._checks.tree import JsonTask, branches, inputs, reference, walk
from conductor.client.workflow._finding import WARNING, Finding
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

# How sure it is that a task has ended when another one starts.
_DONE, _MAYBE, _PARALLEL = "done", "maybe", "parallel"
_RESOLVED = ("inputParameters", "subWorkflowParam", "items", "sink")


class _Reading:
    """Reads the tasks in the order in which they run."""

    def __init__(self, tasks: list[Any]) -> None:
        every = list(walk(tasks))
        self.known = {reference(task) for task in every}
        # Their branches' reference names exist in a run only.
        self.open_world = any(task.get("type") == "FORK_JOIN_DYNAMIC" for task in every)
        self.findings: list[Finding] = []
        # By the id of a fork: for each branch what has ended in it.
        self.forked: dict[int, list[dict[str, str]]] = {}

    def sequence(
        self, tasks: list[Any], ended: dict[str, str], looping: frozenset[str]
    ) -> dict[str, str] | None:
        """Read tasks that run in turn. Returns what has ended after them; None: nothing comes after."""
        previous: JsonTask | None = None
        state: dict[str, str] | None = ended
        for task in tasks:
            if is_object(task):
                if state is None:
                    state = dict(ended)  # what comes after a TERMINATE is read as if it could run
                self.look_at(task, state, looping | _asked_again(task))
                state = self.after(task, previous, state, looping)
                previous = task
        return state

    def after(
        self, task: JsonTask, previous: JsonTask | None, state: dict[str, str], looping: frozenset[str]
    ) -> dict[str, str] | None:
        kind = task.get("type")
        state = {**state, reference(task): _DONE}
        if kind == "TERMINATE":
            return None
        if kind == "JOIN":
            self.join(task, previous, state)
        elif kind == "FORK_JOIN":
            ended: list[dict[str, str]] = []
            self.forked[id(task)] = ended
            for _label, branch in branches(task):
                inside = self.sequence(branch, state, looping) or {}
                own = {name: known for name, known in inside.items() if name not in state}
                ended.append(own)
                state.update(dict.fromkeys(own, _PARALLEL))
        elif kind in ("SWITCH", "DECISION"):
            return self.after_switch(task, state, looping)
        elif kind == "DO_WHILE":
            return self.sequence(task.get("loopOver") or [], state, looping | _asked_again(task)) or state
        return state

    def join(self, task: JsonTask, previous: JsonTask | None, state: dict[str, str]) -> None:
        """After a JOIN the branches that it waits for have ended; what a switch left open stays open."""
        waited = task.get("joinOn")
        names = {name for name in waited if isinstance(name, str)} if is_list(waited) else set[str]()
        for branch in self.forked.get(id(previous), ()):
            if names & branch.keys():
                state.update(branch)

    def after_switch(
        self, task: JsonTask, state: dict[str, str], looping: frozenset[str]
    ) -> dict[str, str] | None:
        routes = [self.sequence(branch, state, looping) for _label, branch in branches(task)]
        if not task.get("defaultCase"):
            routes.append(state)  # where no case fits
        going_on = [route for route in routes if route is not None]
        if not going_on:
            return None
        merged = dict(state)
        for name in {name for route in going_on for name in route}:
            sure = all(route.get(name) == _DONE for route in going_on)
            merged.setdefault(name, _DONE if sure else _MAYBE)
        return merged

    def look_at(self, task: JsonTask, state: dict[str, str], looping: frozenset[str]) -> None:
        for member in _RESOLVED:
            if member in task:
                value = inputs(task) if member == "inputParameters" else _without_definition(task[member])
                for expression in expressions(value):
                    self.judge(expression, task, state, looping)

    def judge(self, expression: str, task: JsonTask, state: dict[str, str], looping: frozenset[str]) -> None:
        own = reference(task)
        name = self.exists(expression, own)
        if name is None or name in looping or state.get(name) == _DONE:
            return
        told = f"${{{expression}}}"
        if name == own:
            text, code = f"{told} is the task's own output, which is empty when it starts", "reference-own"
        elif name not in state:
            text, code = (
                f"{told} is empty here: task {name!r} runs later, or not on this way",
                "reference-later",
            )
        elif state[name] == _PARALLEL:
            text = f"{told} may be empty here: task {name!r} runs at the same time; join it first"
            code = "reference-parallel"
        else:
            text = f"{told} may be empty here: task {name!r} is in a case that may not be taken"
            code = "reference-branch"
        self.findings.append(Finding(code, text, own, WARNING))

    def exists(self, expression: str, own: str | None) -> str | None:
        """The task that the expression is about; None if it is about none, or that is wrong and noted."""
        if not is_path(expression):
            self.findings.append(
                Finding("expression-malformed", f"the server cannot read ${{{expression}}}", own)
            )
            return None
        name = root(expression)
        if name in self.known:
            return name
        expected = name in ("workflow", "_") or is_environment(expression)
        if not expected and not (self.open_world and name.startswith("_")):
            self.findings.append(_unknown(expression, name, own, self.known))
        return None


def _asked_again(task: JsonTask) -> frozenset[str]:
    """What a loop's own input may refer to: it is resolved anew after each iteration."""
    if task.get("type") != "DO_WHILE":
        return frozenset()
    return frozenset(reference(inner) for inner in walk([task]))


def _without_definition(value: Any) -> Any:
    """A sub-workflow's own definition has references of its own."""
    if is_object(value) and is_object(value.get("workflowDefinition")):
        return {name: item for name, item in value.items() if name != "workflowDefinition"}
    return value


def _unknown(expression: str, name: str, own: str | None, known: set[str]) -> Finding:
    from difflib import get_close_matches

    meant = get_close_matches(name, [*known, "workflow"], 1)
    hint = f"; did you mean {meant[0]!r}?" if meant else ""
    return Finding(
        "reference-unknown",
        f"${{{expression}}} refers to {name!r}, which is no task of this workflow{hint}",
        own,
    )


def references(definition: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with the references of a definition."""
    tasks = definition.get("tasks")
    if not is_list(tasks):
        return
    reading = _Reading(tasks)
    reading.sequence(tasks, {}, frozenset())
    yield from reading.findings
    reading.findings.clear()
    for expression in expressions(definition.get("outputParameters")):
        reading.exists(expression, None)
    yield from reading.findings
