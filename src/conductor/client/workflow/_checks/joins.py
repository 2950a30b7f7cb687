"""Forks and their joins, and the names that a join waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks.tree import JsonTask, branches, reference, walk
from conductor.client.workflow._finding import ERROR, WARNING, Finding
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORKS = ("FORK_JOIN", "FORK_JOIN_DYNAMIC")


def joins(definition: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with the joins of a definition."""
    tasks = definition.get("tasks")
    if is_list(tasks):
        known = {reference(task) for task in walk(tasks)}
        yield from _sequence(tasks, known, set())


def _sequence(tasks: list[Any], known: set[str], before: set[str]) -> Iterator[Finding]:
    before = set(before)
    previous: JsonTask | None = None
    for task in tasks:
        if not is_object(task):
            continue
        kind = task.get("type")
        if previous is not None and previous.get("type") in _FORKS and kind != "JOIN":
            yield _no_join(previous)
        if kind in ("JOIN", "EXCLUSIVE_JOIN"):
            yield from _join(task, previous, known, before)
        for _label, branch in branches(task):
            yield from _sequence(branch, known, before)
        before.update(reference(inner) for inner in walk([task]))
        previous = task
    if previous is not None and previous.get("type") in _FORKS:
        yield _no_join(previous)


def _no_join(fork: JsonTask) -> Finding:
    return Finding("join-missing", f"{fork.get('type')} must be followed by a JOIN", reference(fork))


def _join(task: JsonTask, previous: JsonTask | None, known: set[str], before: set[str]) -> Iterator[Finding]:
    kind = None if previous is None else previous.get("type")
    waited = task.get("joinOn") or ()
    own = reference(task)
    if kind == "FORK_JOIN" and task.get("type") == "JOIN" and not waited and not task.get("expression"):
        yield Finding(
            "join-empty", "the join waits for nothing; name the last task of each branch in joinOn", own
        )
    if kind == "FORK_JOIN_DYNAMIC":
        return  # its branches get their names when it runs
    hidden = _hidden([] if previous is None else [previous])
    for name in waited:
        if not isinstance(name, str):
            continue
        if name not in known:
            yield Finding("join-unknown", f"the join waits for {name!r}, which is no task here", own)
        elif name not in before:
            yield Finding("join-later", f"the join waits for {name!r}, which runs later", own)
        elif name in hidden and task.get("type") == "JOIN":
            why, severity = hidden[name]
            yield Finding("join-hidden", f"the join waits for {name!r}, which is {why}", own, severity)


def _hidden(tasks: list[Any]) -> dict[str, tuple[str, str]]:
    """The tasks that a join can wait for in vain, each with the reason and how bad it is."""
    hidden: dict[str, tuple[str, str]] = {}
    for task in tasks:
        for _label, branch in branches(task) if is_object(task) else ():
            if task.get("type") in ("SWITCH", "DECISION"):
                why = f"in a case of {reference(task)!r} that may not be taken: wait for {reference(task)!r}"
                hidden.update({reference(inner): (why, WARNING) for inner in walk(branch)})
            elif task.get("type") == "DO_WHILE":
                # Server: in a loop the names get a number, ref__1.
                why = f"in the loop {reference(task)!r}: wait for {reference(task)!r}"
                hidden.update({reference(inner): (why, ERROR) for inner in walk(branch)})
            else:
                hidden.update(_hidden(branch))
    return hidden
