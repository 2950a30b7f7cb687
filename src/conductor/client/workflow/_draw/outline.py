"""What is to be drawn: nodes in sequence, each with the sequences inside it and the status of its run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from conductor.client.workflow._checks.tree import inner_definition, inputs

_ITERATION = re.compile(r"__\d+$")


@dataclass
class Branch:
    """A sequence inside a node, with the words on the way into it."""

    label: str
    nodes: list[Node]


@dataclass
class Node:
    """A task; ``shape`` is ``task``, ``fork``, ``switch``, ``loop``, ``sub`` or ``end``."""

    reference: str
    name: str
    kind: str
    shape: str = "task"
    branches: list[Branch] = field(default_factory=list[Branch])
    status: str = ""
    runs: int = 0
    join: Node | None = None
    note: str = ""

    @property
    def subtitle(self) -> str:
        """What it is, in a few words."""
        words = [self.kind] if self.name in (self.reference, "") else [self.name, self.kind]
        if self.status:
            words.append(self.status + (f" ×{self.runs}" if self.runs > 1 else ""))
        return " · ".join(words)


@dataclass(frozen=True)
class _Run:
    status: str
    count: int


def outline(definition: dict[str, Any], execution: dict[str, Any] | None) -> list[Node]:
    """The nodes of a definition; with an execution, as they ran."""
    return _sequence(definition.get("tasks") or [], _runs(execution))


def _runs(execution: dict[str, Any] | None) -> dict[str, _Run]:
    """The last status of each task by its reference name, and how often it ran."""
    runs: dict[str, _Run] = {}
    for task in (execution or {}).get("tasks") or ():
        name = _ITERATION.sub("", str(task.get("referenceTaskName", "")))
        before = runs.get(name)
        runs[name] = _Run(str(task.get("status", "")), 1 if before is None else before.count + 1)
    return runs


def _sequence(tasks: list[Any], runs: dict[str, _Run]) -> list[Node]:
    nodes: list[Node] = []
    for task in tasks:
        node = _node(task, runs)
        if node.kind == "JOIN" and nodes and nodes[-1].shape == "fork" and nodes[-1].join is None:
            nodes[-1].join = node
        else:
            nodes.append(node)
    return nodes


def _node(task: dict[str, Any], runs: dict[str, _Run]) -> Node:
    kind = str(task.get("type") or "SIMPLE")
    node = Node(str(task.get("taskReferenceName", "?")), str(task.get("name", "")), kind)
    run = runs.get(node.reference)
    if run is not None:
        node.status, node.runs = run.status, run.count
    if kind in ("FORK_JOIN", "FORK_JOIN_DYNAMIC"):
        node.shape = "fork"
        node.branches = [Branch("", _sequence(branch, runs)) for branch in task.get("forkTasks") or ()]
        if kind == "FORK_JOIN_DYNAMIC":
            node.branches = [Branch("as many as asked for", [_dynamic(task, runs)])]
    elif kind in ("SWITCH", "DECISION"):
        node.shape, node.note = "switch", _asked(task)
        cases: dict[str, Any] = task.get("decisionCases") or {}
        node.branches = [Branch(case, _sequence(tasks or [], runs)) for case, tasks in cases.items()]
        node.branches.append(Branch("otherwise", _sequence(task.get("defaultCase") or [], runs)))
    elif kind == "DO_WHILE":
        node.shape = "loop"
        items = task.get("items") or inputs(task).get("_items")
        node.note = f"for each of {items}" if items else f"while {task.get('loopCondition', '')}"
        node.branches = [Branch("", _sequence(task.get("loopOver") or [], runs))]
    elif inner_definition(task) is not None:
        node.shape = "sub"
        node.branches = [Branch("", outline(inner_definition(task) or {}, None))]
    elif kind == "TERMINATE":
        node.shape, node.note = "end", str(inputs(task).get("terminationStatus", ""))
    return node


def _dynamic(task: dict[str, Any], runs: dict[str, _Run]) -> Node:
    given = inputs(task)
    what = given.get("forkTaskName") or given.get("forkTaskWorkflow") or given.get("forkTaskType")
    node = Node(str(what or task.get("dynamicForkTasksParam") or "tasks"), "", "× N")
    # Server: the branches of a fork over one task are named _NAME_0, _NAME_1 …
    ran = [run.status for name, run in runs.items() if name.startswith(f"_{what}_")]
    if ran:
        node.kind = f"× {len(ran)}"
        node.status = next((status for status in ran if status != "COMPLETED"), "COMPLETED")
    return node


def _asked(task: dict[str, Any]) -> str:
    expression = str(task.get("expression") or task.get("caseExpression") or task.get("caseValueParam") or "")
    given = inputs(task)
    return str(given.get(expression, expression))
