"""The tasks of a definition, and what lies inside what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

JsonTask = dict[str, Any]


def branches(task: JsonTask) -> Iterator[tuple[str, list[Any]]]:
    """The lists of tasks inside a task, each with a name for people."""
    forks = task.get("forkTasks")
    if is_list(forks):
        for index, branch in enumerate(forks):
            if is_list(branch):
                yield f"branch {index + 1}", branch
    cases = task.get("decisionCases")
    if is_object(cases):
        for case, tasks in cases.items():
            if is_list(tasks):
                yield f"case {case!r}", tasks
    for member, label in (("defaultCase", "the default case"), ("loopOver", "the loop's body")):
        tasks = task.get(member)
        if is_list(tasks):
            yield label, tasks


def walk(tasks: Any) -> Iterator[JsonTask]:
    """Every task, in the order of reading; what is no list, or no JSON object, is passed over."""
    for task in tasks if is_list(tasks) else ():
        if is_object(task):
            yield task
            if task.keys() & _HOLDERS:
                for _label, branch in branches(task):
                    yield from walk(branch)


_HOLDERS = {"forkTasks", "decisionCases", "defaultCase", "loopOver"}


def reference(task: JsonTask) -> str:
    """The task's reference name; "" where it has none."""
    name = task.get("taskReferenceName")
    return name if isinstance(name, str) else ""


def inputs(task: JsonTask) -> dict[str, Any]:
    """The task's input parameters; empty where it has none."""
    given = task.get("inputParameters")
    return given if is_object(given) else {}


def inner_definition(task: JsonTask) -> dict[str, Any] | None:
    """The definition that a SUB_WORKFLOW task carries along."""
    params = task.get("subWorkflowParam")
    definition = params.get("workflowDefinition") if is_object(params) else None
    return definition if is_object(definition) else None
