"""One after the other: lists of tasks as the server wants them, every fork followed by its join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task._kinds import has, is_list, is_sequence
from conductor.client.workflow.task._making import current
from conductor.client.workflow.task._where import caller

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typing_extensions import Protocol, TypeAlias

    class Step(Protocol):
        """A task, or a workflow that becomes a sub-workflow."""

        def to_workflow_task(self) -> Any:
            """The task's definition, or a list of definitions."""

    Item: TypeAlias = Union[Step, Sequence[Any]]


def steps(items: Any, place: str) -> list[Any]:
    """The items as a list of steps; a single step is a list of one. Raises InvalidDefinition otherwise."""
    listed = list(items) if is_sequence(items) else [items]
    return [step(item, place) for item in listed]


def step(item: Any, place: str) -> Any:
    """The item; a list becomes a fork. Raises InvalidDefinition where it is no task."""
    if is_sequence(item):
        from conductor.client.workflow.task.fork_task import fork_of

        return fork_of(item, place)
    if has(item, "to_workflow_task"):
        return item
    raise InvalidDefinition(
        f"{place} takes tasks, workflows and lists of them, not {_said(item)} ({caller()})"
    )


def _said(item: Any) -> str:
    if item is None:
        return "None"
    if isinstance(item, type):
        return f"the class {item.__name__}: make a task of it"
    if callable(item):
        name = getattr(item, "__name__", type(item).__name__)
        return f"the function {name}: call it with task_ref_name=… to make it a task"
    return f"{item!r} of type {type(item).__name__}"


def assemble(items: Iterable[Step]) -> list[WorkflowTask]:
    """The definitions of the steps in order. A fork that no join follows gets one."""
    making = current()
    assembled: list[WorkflowTask] = []
    pending: WorkflowTask | None = None  # the fork whose join is due
    for item in items:
        if making is not None:
            making.take(item)
        made: Any = item.to_workflow_task()
        for task in made if is_list(made) else (made,):
            if pending is not None:
                _close(assembled, pending, task)
            if making is not None:
                making.made(task, item)
            assembled.append(task)
            pending = task if task.type in _FORKS and not getattr(item, "_as_defined", False) else None
    if pending is not None:
        _close(assembled, pending, None)
    return assembled


_FORKS = ("FORK_JOIN", "FORK_JOIN_DYNAMIC")


def _close(assembled: list[WorkflowTask], fork: WorkflowTask, following: WorkflowTask | None) -> None:
    if following is None or following.type != "JOIN":
        assembled.append(join_of(fork, f"join_{fork.task_reference_name}"))
    elif fork.type == "FORK_JOIN" and not following.join_on and following.expression is None:
        # Server: a JOIN without joinOn is done at once.
        following.join_on = list(fork.join_on or ())


def join_of(fork: WorkflowTask, name: str) -> WorkflowTask:
    """The JOIN that waits for the branches of the fork."""
    join_on = list(fork.join_on or ()) if fork.type == "FORK_JOIN" else None
    return WorkflowTask(
        name=name, task_reference_name=name, type="JOIN", input_parameters={}, join_on=join_on
    )
