from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, overload

from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models.workflow_task import CacheConfig, WorkflowTask
from conductor.client.workflow.task import _options
from conductor.client.workflow.task._kinds import is_object, is_text, is_truth
from conductor.client.workflow.task._plain import plain
from conductor.client.workflow.task._reference import Reference, expression
from conductor.client.workflow.task._sequence import assemble, steps
from conductor.client.workflow.task._where import caller
from conductor.client.workflow.task.task_type import TaskType

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

__all__ = [
    "CacheConfig",
    "TaskInterface",
    "TaskType",
    "WorkflowTask",
    "get_task_interface_list_as_workflow_task_list",
]

T = TypeVar("T")

_NO_NAME = re.compile(r"\s|\$\{").search


def get_task_interface_list_as_workflow_task_list(*tasks: Any) -> list[WorkflowTask]:
    """The definitions of the tasks, in order; a fork that no join follows gets one."""
    return assemble(steps(tasks, "a list of tasks"))


class TaskInterface:
    """A task in a workflow under construction.

    Any public attribute that is not one of the task's own refers to its output:
    ``task.total`` is ``${ref.output.total}``. Where a name is taken, ``task.output("name")`` says the same.
    ``task_type`` may be a name that TaskType lacks: the server takes it as a worker's queue.
    """

    _as_defined = False

    def __init__(
        self,
        task_reference_name: str,
        task_type: TaskType | str,
        task_name: str | None = None,
        description: str | None = None,
        optional: bool | None = None,
        input_parameters: dict[str, Any] | None = None,
        cache_key: str | None = None,
        cache_ttl_second: int = 0,
    ) -> None:
        self._where = caller()
        self._options: dict[str, Any] = {}
        self.task_reference_name = task_reference_name
        self.task_type = task_type
        self.name = task_name or task_reference_name
        self._description: str | None = None
        self._optional: bool | None = None
        self._input_parameters: dict[str, Any] = {}
        if description is not None:
            self.description = description
        if optional is not None:
            self.optional = optional
        if input_parameters is not None:
            self.input_parameters = input_parameters
        self._cache_key = cache_key
        self._cache_ttl_second = cache_ttl_second
        self._expression: str | None = None
        self._evaluator_type: str | None = None

    def _refuse(self, what: str, value: object) -> InvalidDefinition:
        task = f"{type(self).__name__} {self.__dict__.get('_task_reference_name', '?')!r}"
        got = f"{value!r} of type {type(value).__name__}"
        return InvalidDefinition(f"{task}: {what}, not {got} ({self._where})")

    def _names(self, what: str, given: T) -> T:
        """The given reference names. Raises InvalidDefinition for text: its letters are none."""
        if isinstance(given, str):
            raise self._refuse(f"{what} must be a list of reference names", given)
        return given

    @property
    def task_reference_name(self) -> str:
        """The name of this task within its workflow."""
        return self._task_reference_name

    @task_reference_name.setter
    def task_reference_name(self, task_reference_name: str) -> None:
        if not is_text(task_reference_name) or not task_reference_name:
            raise self._refuse("the reference name must be text", task_reference_name)
        if _NO_NAME(task_reference_name):
            raise self._refuse(
                "the reference name must have no blanks and no ${…} in it", task_reference_name
            )
        self._task_reference_name = task_reference_name

    @property
    def task_type(self) -> TaskType | str:
        """What kind of task it is."""
        return self._task_type

    @task_type.setter
    def task_type(self, task_type: TaskType | str) -> None:
        if not is_text(task_type):  # TaskType is text, too
            raise self._refuse("the type must be a TaskType or the name of a type", task_type)
        self._task_type = task_type

    @property
    def name(self) -> str:
        """The name of the task's definition: the worker's task, for a SIMPLE one."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        if not is_text(name):
            raise self._refuse("the name must be text", name)
        self._name = name

    @property
    def expression(self) -> str | None:
        """The expression that an operator evaluates."""
        return self._expression

    @expression.setter
    def expression(self, expression: str | None) -> None:
        self._expression = expression

    @property
    def evaluator_type(self) -> str | None:
        """What evaluates the expression."""
        return self._evaluator_type

    @evaluator_type.setter
    def evaluator_type(self, evaluator_type: str | None) -> None:
        self._evaluator_type = evaluator_type

    @property
    def description(self) -> str | None:
        """What the task is for, in words."""
        return self._description

    @description.setter
    def description(self, description: str | None) -> None:
        if description is not None and not is_text(description):
            raise self._refuse("the description must be text", description)
        self._description = description

    @property
    def optional(self) -> bool | None:
        """Whether the workflow goes on when the task has failed."""
        return self._optional

    @optional.setter
    def optional(self, optional: bool | None) -> None:
        if optional is not None and not is_truth(optional):
            raise self._refuse("optional must be true or false", optional)
        self._optional = optional

    @property
    def input_parameters(self) -> dict[str, Any]:
        """The task's input; values may be references."""
        return self._input_parameters

    @input_parameters.setter
    def input_parameters(self, input_parameters: Any) -> None:
        given: object = input_parameters
        if given is not None and not is_object(given):
            if not hasattr(given, "__dict__"):
                raise self._refuse("the input must be a dict", given)
            given = vars(given)  # Upstream: an object stands for its attributes.
        self._input_parameters = dict(given or {})

    def input_parameter(self, key: str, value: Any) -> Self:
        """Set one member of the input."""
        self._input_parameters[key] = value
        return self

    def cache(self, cache_key: str, cache_ttl_second: int) -> Self:
        """Reuse the output of a run with the same key for so many seconds."""
        self._cache_key = cache_key
        self._cache_ttl_second = cache_ttl_second
        return self

    def with_options(self, **options: Unpack[_options.TaskOptions]) -> Self:
        """Set what any task can be told.

        ``retry_count`` instead of the task definition's, ``start_delay`` in seconds, ``optional`` and
        ``permissive`` (the workflow goes on after a failure; permissive: to fail at its end),
        ``async_complete``, ``rate_limited``, ``task_definition``, ``on_state_change``, ``metadata``.
        """
        unknown = sorted(options.keys() - _options.NAMES)
        if unknown:
            raise TypeError(
                f"no such option: {', '.join(unknown)}; there are {', '.join(sorted(_options.NAMES))}"
            )
        self._options.update(options)
        return self

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        kind = self._task_type
        state: dict[str, Any] = {
            "name": self._name,
            "task_reference_name": self._task_reference_name,
            "input_parameters": plain(self._input_parameters),
            "type": kind.value if isinstance(kind, TaskType) else kind,
        }
        for name in ("description", "optional", "evaluator_type", "expression"):
            value = self.__dict__["_" + name]
            if value is not None:
                state[name] = value
        # The other thirty fields keep the None of their class: half the time of the constructor.
        task = object.__new__(WorkflowTask)
        task.__dict__ = state
        if self._cache_ttl_second > 0 and self._cache_key is not None:
            task.cache_config = CacheConfig(key=self._cache_key, ttl_in_second=self._cache_ttl_second)
        if self._options:
            _options.apply(task, self._options)
        return task

    @property
    def output(self) -> Reference:
        """What the task puts out: ``task.output("a.b")``, ``task.output.a.b``, ``task.output()`` for all."""
        return Reference(f"{self._task_reference_name}.output")

    @overload
    def input(self, json_path: str | None = None) -> str: ...
    @overload
    def input(self, json_path: str | None = None, *, key: str, value: Any) -> Self: ...
    def input(self, json_path: str | None = None, key: str | None = None, value: Any = None) -> Any:
        """The reference to the task's input, or to what is at the JSON path in it.

        With ``key`` and ``value``: set that member of the input, and return the task.
        """
        if key is not None:
            return self.input_parameter(key, value)
        return expression(f"{self._task_reference_name}.input", json_path)

    if not TYPE_CHECKING:  # a type checker refuses it, too

        def __rshift__(self, other: object) -> Any:
            raise InvalidDefinition(
                f"task {self._task_reference_name!r}: nothing can be put behind a task alone ({caller()}); "
                "begin with the workflow: workflow >> a >> b, or give a list: workflow >> [[a, b], c]"
            )

        __rrshift__ = __rshift__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        meant = _near_miss(type(self), name)
        if meant:
            _warn(
                f"{type(self).__name__}.{name} refers to the task's output; did you mean {meant!r}? "
                f"If not, say output({name!r})."
            )
        return expression(f"{self._task_reference_name}.output", name)


_meant: dict[tuple[type, str], str | None] = {}


def _near_miss(cls: type, name: str) -> str | None:
    """The real attribute that the name is probably a slip of; None where it is not."""
    if (cls, name) not in _meant:
        from difflib import get_close_matches

        own = [own for own in dir(cls) if len(own) > 4 and own[0] != "_"]
        _meant[cls, name] = next(iter(get_close_matches(name, own, 1, 0.8)), None)
    return _meant[cls, name]


def _warn(text: str) -> None:
    import warnings

    warnings.warn(text, UserWarning, stacklevel=3)
