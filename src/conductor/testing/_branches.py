"""Which branches of a workflow's definition ran, and which never did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT = "default"


class Branch(NamedTuple):
    """One way that an execution can take: a case of a SWITCH, a branch of a fork, the body of a loop."""

    workflow: str
    version: int
    task: str
    """The reference name of the task that branches."""
    name: str
    """The case; ``default``; the number of a fork's branch, from 0; ``body`` of a loop."""

    def __str__(self) -> str:
        return f"{self.workflow} v{self.version}: {self.task} → {self.name}"


class BranchCoverage:
    """The branches of every definition that was run, and how often each was taken."""

    def __init__(self) -> None:
        self.taken: dict[Branch, int] = {}

    def add(self, execution: dict[str, Any]) -> None:
        """Count the branches that an execution (the server's JSON, with its definition and tasks) took."""
        definition: dict[str, Any] = execution.get("workflowDefinition") or {}
        workflow, version = definition.get("name", ""), definition.get("version", 1)
        runs: dict[str, list[dict[str, Any]]] = {}
        for task in execution.get("tasks") or ():
            runs.setdefault(plain_reference(task), []).append(task)
        for task in walk(definition.get("tasks") or ()):
            for name, count in _ways(task, runs):
                branch = Branch(workflow, version, task["taskReferenceName"], name)
                self.taken[branch] = self.taken.get(branch, 0) + count

    def merge(self, other: BranchCoverage) -> None:
        """Add what another has counted."""
        for branch, count in other.taken.items():
            self.taken[branch] = self.taken.get(branch, 0) + count

    @property
    def missed(self) -> list[Branch]:
        """The branches that never ran, in the order of names."""
        return sorted(branch for branch, count in self.taken.items() if not count)

    def __str__(self) -> str:
        missed = self.missed
        head = f"{len(self.taken) - len(missed)} of {len(self.taken)} workflow branches ran"
        return "\n".join([head, *(f"  never: {branch}" for branch in missed)])


def walk(tasks: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every task of a definition, the nested ones too, in the order in which they are written."""
    for task in tasks:
        yield task
        cases: dict[str, list[dict[str, Any]]] = task.get("decisionCases") or {}
        forks: list[list[dict[str, Any]]] = task.get("forkTasks") or []
        rest: list[list[dict[str, Any]]] = [task.get("defaultCase") or [], task.get("loopOver") or []]
        for nested in (*cases.values(), *forks, *rest):
            yield from walk(nested)


def plain_reference(task: dict[str, Any]) -> str:
    """A task's reference name as the definition has it: without a loop's iteration."""
    name: str = task["referenceTaskName"]
    return name.rsplit("__", 1)[0] if task.get("loopOverTask") and "__" in name else name


def _ways(task: dict[str, Any], runs: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, int]]:
    """The branches of one task and how often each was taken."""
    kind, own = task.get("type"), runs.get(task["taskReferenceName"], [])
    if kind in ("SWITCH", "DECISION"):
        cases: dict[str, Any] = task.get("decisionCases") or {}
        chosen = [_chosen(run) for run in own]
        for case in cases:
            yield case, chosen.count(case)
        yield DEFAULT, sum(case is not None and case not in cases for case in chosen)
    elif kind in ("FORK_JOIN", "FORK"):
        branches: list[list[dict[str, Any]]] = task.get("forkTasks") or []
        for number, branch in enumerate(branches):
            yield str(number), len(runs.get(branch[0]["taskReferenceName"], ())) if branch else len(own)
    elif kind == "DO_WHILE":
        body: list[dict[str, Any]] = task.get("loopOver") or []
        yield "body", len(runs.get(body[0]["taskReferenceName"], ())) if body else 0


def _chosen(run: dict[str, Any]) -> str | None:
    """The case that a SWITCH or DECISION chose; None if it has not decided."""
    output: dict[str, Any] = run.get("outputData") or {}
    told = output.get("evaluationResult") or output.get("caseOutput")
    return str(told[0]) if told else None
