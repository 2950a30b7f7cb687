"""One definition in the making: which steps it has, and the names that were given in it."""

from __future__ import annotations

from collections import Counter
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from conductor.client._depth import deeply
from conductor.client.exceptions import InvalidDefinition
from conductor.client.workflow.task._kinds import has

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")

_current: ContextVar[Making | None] = ContextVar("the definition in the making", default=None)


class Making:
    """Opened by the workflow whose definition is made, as a context; a sub-workflow's is within it."""

    def __init__(self, workflow: Any) -> None:
        self._workflow = workflow
        self._above = _current.get()
        self._names: Counter[str] = Counter()
        self._steps: set[int] = set()
        self.makers: dict[int, Any] = {} if self._above is None else self._above.makers
        """The steps by the id of the definition that each made."""

    def __enter__(self) -> Self:
        above = self._above
        while above is not None:
            if above._workflow is self._workflow:
                name, where = self._workflow.name, self._workflow._where
                raise InvalidDefinition(f"workflow {name!r} is a part of itself ({where})")
            above = above._above
        self._token = _current.set(self)
        return self

    def __exit__(self, *_error: object) -> None:
        _current.reset(self._token)

    def made(self, definition: object, step: Any) -> None:
        """Note what a step has made."""
        self.makers[id(definition)] = step

    def take(self, step: Any) -> None:
        """Note that the step is in this definition. Raises InvalidDefinition when it was before."""
        if has(step, "to_workflow_def"):
            return  # a workflow becomes a task of its own each time
        if id(step) in self._steps:
            name, where = step.task_reference_name, getattr(step, "_where", None)
            raise InvalidDefinition(
                f"workflow {self._workflow.name!r}: task {name!r} is used twice ({where}); "
                "make a second one with a reference name of its own"
            )
        self._steps.add(id(step))

    def unique(self, name: str) -> str:
        """The name, with a number where this definition has given it before."""
        self._names[name] += 1
        return name if self._names[name] == 1 else f"{name}_{self._names[name]}"


def complete(workflow: Any, work: Callable[[], T]) -> T:
    """What ``work`` makes of the workflow's steps. Raises InvalidDefinition where a value has no end."""
    try:
        return deeply(work)
    except RecursionError:
        endless = next((step for step in workflow._tasks if _is_endless(step)), workflow)
    name = getattr(endless, "_task_reference_name", None)
    raise InvalidDefinition(
        f"workflow {workflow.name!r}: {f'task {name!r}' if name else 'it'} has a value that contains itself, "
        f"or is nested too deeply ({endless._where})"
    )


def _is_endless(step: Any) -> bool:
    try:
        step.to_workflow_task()
    except RecursionError:
        return True
    return False


def current() -> Making | None:
    """The innermost definition in the making."""
    return _current.get()
