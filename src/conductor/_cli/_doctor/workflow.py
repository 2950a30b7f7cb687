"""A workflow definition: which task types it needs workers for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conductor._cli._doctor.json_parts import part
from conductor.client.workflow._checks.tree import inner_definition, reference, walk
from conductor.client.workflow.task.task_type import TaskType

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Types that the server runs itself; anything else is polled by a worker.
SERVER_RUNS = {str(each.value) for each in TaskType} - {"SIMPLE", "USER_DEFINED"} | {
    "FORK",
    "SUB_WORKFLOW",
    "AGENT",
}


@dataclass(frozen=True)
class Need:
    """A task type that a workflow needs a worker for, and the first task that does."""

    task_type: str
    reference: str
    workflow: str


def needs(definition: dict[str, Any]) -> Iterator[Need]:
    """The task types to be polled, each once; sub-workflows' definitions in it included."""
    seen: set[str] = set()
    for task in walk(definition.get("tasks")):
        inner = inner_definition(task)
        found = list(needs(inner)) if inner is not None else []
        type_ = str(task.get("type") or "SIMPLE")
        if type_ in ("SIMPLE", "USER_DEFINED"):
            found.append(Need(str(task.get("name")), reference(task), str(definition.get("name"))))
        elif type_ not in SERVER_RUNS:
            # Server: an unknown type is a worker's task, and its queue is the type (unknown_task_type).
            found.append(Need(type_, reference(task), str(definition.get("name"))))
        for need in found:
            if need.task_type not in seen:
                seen.add(need.task_type)
                yield need


def children(definition: dict[str, Any]) -> Iterator[tuple[str, int | None]]:
    """The registered workflows that it starts: sub-workflows, and the one for failures."""
    for task in walk(definition.get("tasks")):
        params = part(task, "subWorkflowParam")
        if params and inner_definition(task) is None:
            name: Any = params.get("name")
            version: Any = params.get("version")
            if name and "${" not in str(name):
                yield str(name), version if isinstance(version, int) and version > 0 else None
    failure = definition.get("failureWorkflow")
    if failure and "${" not in str(failure):
        yield str(failure), None
