"""The rules of a workflow definition."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from conductor.devserver.refusal import ServerFault
from conductor.devserver.validation._references import check_references
from conductor.devserver.validation._task_types import TaskDefLookup, check_task_type
from conductor.devserver.validation._violation import Violation, violation

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_workflow_def(
    definition: dict[str, Any],
    path: str = "registerWorkflowDef.arg0",
    task_def: TaskDefLookup = lambda name: None,
) -> list[Violation]:
    """Return the rules that a workflow definition breaks.

    ``path`` says where the definition stands in the request; ``task_def`` looks up a registered task
    definition by name, since its ``inputTemplate`` can supply what a system task needs.
    """
    found: list[Violation] = []
    if any(task is None for task in definition.get("tasks") or ()):
        raise ServerFault("HV000028: Unexpected exception during isValid call.")
    name = definition.get("name")
    if not name:
        found.append(violation(f"{path}.name", "WorkflowDef name cannot be null or empty", name))
    tasks: list[dict[str, Any]] = definition.get("tasks") or []
    if not tasks:
        found.append(violation(f"{path}.tasks", "WorkflowTask list cannot be empty"))
    schema = definition.get("schemaVersion")
    if schema is not None and schema not in (2, "2"):
        message = "workflowDef schemaVersion: 2 is only supported"
        found.append(violation(f"{path}.schemaVersion", message, schema))
    for position, task in enumerate(tasks):
        found.extend(_check_task(task, f"{path}.tasks[{position}]", task_def))
    everything = [task for top in tasks for task in _tree(top)]
    found.extend(violation(path, message) for message in _duplicates(name, everything))
    reference_names = frozenset(task.get("taskReferenceName") for task in everything)
    messages = [message for task in tasks for message in check_references(task, reference_names)]
    found.extend(violation(path, message) for message in messages)
    return found


def _check_task(task: dict[str, Any], path: str, task_def: TaskDefLookup) -> Iterator[Violation]:
    """The task's own rules, and those of the tasks in its branches."""
    for member, message in (
        ("name", "WorkflowTask name cannot be empty or null"),
        ("taskReferenceName", "WorkflowTask taskReferenceName name cannot be empty or null"),
    ):
        if not task.get(member):
            yield violation(f"{path}.{member}", message, task.get(member))
    if (task.get("startDelay") or 0) < 0:
        yield violation(f"{path}.startDelay", "must be greater than or equal to 0", task["startDelay"])
    for message in check_task_type(task, task_def):
        yield violation(path, message)
    # Server: the tasks of a loop's body are not checked one by one; those of branches are, whatever the type.
    cases: dict[str, list[dict[str, Any]]] = task.get("decisionCases") or {}
    for case, branch in cases.items():
        for position, inner in enumerate(branch or []):
            yield from _check_task(inner, f"{path}.decisionCases[{case}].<map value>[{position}]", task_def)
    for position, inner in enumerate(task.get("defaultCase") or []):
        yield from _check_task(inner, f"{path}.defaultCase[{position}]", task_def)
    for fork, branch in enumerate(task.get("forkTasks") or []):
        for position, inner in enumerate(branch or []):
            yield from _check_task(inner, f"{path}.forkTasks[{fork}].<list element>[{position}]", task_def)


def _tree(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The task and all tasks in it, as the engine would reach them."""
    yield task
    kind = task.get("type")
    branches: list[list[dict[str, Any]]] = []
    if kind in ("SWITCH", "DECISION"):
        branches = [*(task.get("decisionCases") or {}).values(), task.get("defaultCase") or []]
    elif kind == "FORK_JOIN":
        branches = task.get("forkTasks") or []
    elif kind == "DO_WHILE":
        branches = [task.get("loopOver") or []]
    for branch in branches:
        for inner in branch or []:
            yield from _tree(inner)


def _duplicates(name: Any, tasks: list[dict[str, Any]]) -> Iterator[str]:
    counts = Counter(task.get("taskReferenceName") for task in tasks)
    for reference, count in counts.items():
        if count > 1:
            shown = "null" if reference is None else reference
            yield (
                f"taskReferenceName: {shown} should be unique across tasks for a given workflowDefinition: "
                f"{'null' if name is None else name}"
            )
