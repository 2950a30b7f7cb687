"""A workflow definition as an execution carries it: complete, indexed, never changed."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Callable, Optional

from conductor.devserver.wire_types import TASK_DEF

if TYPE_CHECKING:
    from collections.abc import Iterator

TaskDefLookup = Callable[[str], Optional["dict[str, Any]"]]
VersionLookup = Callable[[str], Optional[int]]

_BRANCHING = ("SWITCH", "DECISION")


def default_task_def(name: str) -> dict[str, Any]:
    """The definition that a SIMPLE task without a registered one gets."""
    return TASK_DEF.read({"name": name})


def system_task_def(name: str) -> dict[str, Any]:
    """The definition that any other task without a registered one gets: no retries, no response time-out."""
    return TASK_DEF.read({"name": name, "retryCount": 0, "responseTimeoutSeconds": 0})


def children(task: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The lists of tasks inside a task."""
    kind = task["type"]
    if kind in _BRANCHING:
        return [*task.get("decisionCases", {}).values(), task.get("defaultCase", [])]
    if kind == "FORK_JOIN":
        return list(task.get("forkTasks", []))
    if kind == "DO_WHILE":
        return [task.get("loopOver", [])]
    return []


def walk(tasks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every task of a list, at any depth, in the order of the text."""
    for task in tasks:
        yield task
        for branch in children(task):
            yield from walk(branch)


def body_of(loop: dict[str, Any]) -> frozenset[str]:
    """The reference names inside a DO_WHILE, at any depth."""
    return frozenset(task["taskReferenceName"] for task in walk(loop.get("loopOver", [])))


class Blueprint:
    """One definition with each task's definition filled in, and what follows what.

    ``doc`` is its JSON form, ``by_ref`` finds a task, ``after`` names what follows a task: its next sibling;
    at the end of a branch what follows the SWITCH, or the JOIN; at the end of a loop's body the loop itself.
    """

    def __init__(self, doc: dict[str, Any]) -> None:
        self.doc = doc
        self.name: str = doc["name"]
        self.version: int = doc.get("version", 1)
        self.tasks: list[dict[str, Any]] = doc["tasks"]
        self.by_ref: dict[str, dict[str, Any]] = {}
        self.after: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, frozenset[str]] = {}
        self.top: tuple[str, ...] = tuple(task["taskReferenceName"] for task in self.tasks)
        self._index(self.tasks, None)

    @classmethod
    def complete(cls, doc: dict[str, Any], task_def: TaskDefLookup, latest: VersionLookup) -> Blueprint:
        """The blueprint of ``doc`` with the task definitions and sub-workflow versions of this moment."""
        whole = copy.deepcopy(doc)
        for task in walk(whole["tasks"]):
            fill_task(task, task_def, latest)
        return cls(whole)

    def _index(self, tasks: list[dict[str, Any]], following: dict[str, Any] | None) -> None:
        for position, task in enumerate(tasks):
            ref = task["taskReferenceName"]
            next_task = tasks[position + 1] if position + 1 < len(tasks) else following
            self.by_ref.setdefault(ref, task)
            if next_task is not None and task["type"] != "TERMINATE":
                self.after.setdefault(ref, next_task)
            is_loop = task["type"] == "DO_WHILE"
            for branch in children(task):
                self._index(branch, task if is_loop else next_task)
            if is_loop:
                self.bodies[ref] = body_of(task)


def fill_task(task: dict[str, Any], task_def: TaskDefLookup, latest: VersionLookup) -> None:
    """Put the task's definition into ``task``, and the version of the sub-workflow it names."""
    name = task.get("name") or ""
    if "taskDefinition" not in task and name.strip():
        known = task_def(name)
        if known is None:
            known = default_task_def(name) if task["type"] == "SIMPLE" else system_task_def(name)
        task["taskDefinition"] = known
    sub = task.get("subWorkflowParam")
    if task["type"] == "SUB_WORKFLOW" and sub and "version" not in sub and "workflowDefinition" not in sub:
        version = latest(sub.get("name") or "")
        if version is not None:
            sub["version"] = version
