"""Forks and exclusive joins: what each of them needs itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks.needed import (
    is_open,
    lacks_input,
    required,
    required_input,
    wrong_type,
)
from conductor.client.workflow._checks.tree import JsonTask, inputs, reference
from conductor.client.workflow._finding import Finding
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator


def fork(task: JsonTask) -> Iterator[Finding]:
    """FORK_JOIN: its branches."""
    branches = task.get("forkTasks")
    if not branches:
        yield Finding("no-branches", "FORK_JOIN needs at least one branch in forkTasks", reference(task))
    elif not all(branches):
        yield Finding("branch-empty", "a branch has no tasks: the server cannot start it", reference(task))


def exclusive_join(task: JsonTask) -> Iterator[Finding]:
    """EXCLUSIVE_JOIN: what it takes the output of."""
    if not task.get("joinOn"):
        yield Finding("join-empty", "EXCLUSIVE_JOIN needs the names in joinOn", reference(task))


def dynamic_fork(task: JsonTask) -> Iterator[Finding]:
    """FORK_JOIN_DYNAMIC: the same work for each input, or a list of tasks."""
    if "forkTaskInputs" in inputs(task):
        yield from _same_work(task)
    else:
        yield from _own_tasks(task)


def _same_work(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    if not any(name in given for name in ("forkTaskName", "forkTaskType", "forkTaskWorkflow")):
        yield lacks_input(task, "forkTaskName, forkTaskType or forkTaskWorkflow")
    listed = given["forkTaskInputs"]
    if not is_open(listed) and not is_list(listed):
        yield wrong_type(task, "forkTaskInputs", "a list", listed)
    for name in ("forkTaskName", "forkTaskType", "forkTaskWorkflow", "forkTaskWorkflowVersion"):
        # Server: it casts each of them to text, the version, too.
        if not isinstance(given.get(name, ""), (str, type(None))):
            yield wrong_type(task, name, "text", given[name])


def _own_tasks(task: JsonTask) -> Iterator[Finding]:
    given = inputs(task)
    old, tasks, names = (
        task.get("dynamicForkJoinTasksParam"),
        task.get("dynamicForkTasksParam"),
        task.get("dynamicForkTasksInputParamName"),
    )
    if old is not None and (tasks is not None or names is not None):
        yield Finding(
            "members-conflict",
            "dynamicForkJoinTasksParam excludes dynamicForkTasksParam and dynamicForkTasksInputParamName",
            reference(task),
        )
    elif old is None:
        yield from required(task, "dynamicForkTasksParam", tasks)
        yield from required(task, "dynamicForkTasksInputParamName", names)
    for name in (old, tasks, names):
        if isinstance(name, str) and given.get(name) is None:
            yield from required_input(task, name)
    if isinstance(tasks, str) and not _can_be_tasks(given.get(tasks)):
        yield wrong_type(task, tasks, "a list of tasks with reference names", given[tasks])
    if isinstance(names, str) and not _can_be_inputs(given.get(names)):
        yield wrong_type(task, names, "an object of each task's input by its reference name", given[names])


def _can_be_tasks(value: Any) -> bool:
    if value is None or is_open(value):
        return True
    return is_list(value) and all(
        is_open(each) or (is_object(each) and each.get("taskReferenceName")) for each in value
    )


def _can_be_inputs(value: Any) -> bool:
    if value is None or is_open(value):
        return True
    return is_object(value) and all(
        each is None or is_open(each) or is_object(each) for each in value.values()
    )
