"""From a task's input to the arguments of a worker function: planned once per function, from its
signature.
"""

from __future__ import annotations

import inspect
import logging
from typing import Any, Callable

from conductor.client.exceptions import NonRetryableException
from conductor.client.http.models.task import Task
from conductor.client.worker import _hints
from conductor.client.worker._convert import Converter, converter
from conductor.client.worker._mismatch import Mismatch

logger = logging.getLogger(__name__)

_EMPTY = inspect.Parameter.empty
_NOTHING: dict[str, Any] = {}


class Parameter:
    """One parameter of a worker function."""

    __slots__ = ("convert", "default", "is_task", "name", "positional", "said")

    def __init__(
        self, name: str, convert: Converter | None, default: Any, is_task: bool, positional: bool
    ) -> None:
        self.name = name
        self.convert = convert
        self.default = default
        self.is_task = is_task
        self.positional = positional
        self.said = False  # that it gets None for what is missing


class Binding:
    """How one worker function is called with a task.

    A single parameter without annotation (or annotated ``Task`` or ``object``) receives the task itself.
    Otherwise each parameter receives the input member of its name; ``**kwargs`` receives the members that no
    other parameter names. Raises ``InvalidDefinition`` for an annotation that names something unknown.
    """

    def __init__(self, func: Callable[..., Any], worker: str) -> None:
        self.worker = worker
        hints = _hints.resolve(func, worker)
        parameters = list(_parameters(func))
        self.takes_task = len(parameters) == 1 and _receives_task(parameters[0], hints)
        self.takes_more = any(p.kind is p.VAR_KEYWORD for p in parameters)
        self.parameters = [
            Parameter(p.name, converter(hints.get(p.name, Any)), p.default, hints.get(p.name) is Task,
                      p.kind is p.POSITIONAL_ONLY)
            for p in parameters
            if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
        ]  # fmt: skip
        self._names = frozenset(p.name for p in self.parameters)
        self._any_positional = any(p.positional for p in self.parameters)

    def arguments(self, task: Task, strict: bool = False) -> tuple[list[Any], dict[str, Any]]:
        """Return positional and named arguments for ``task``.

        Lenient (the default, as upstream): what is missing is None, a primitive of another type passes.
        Strict: both are errors. Either way a value that cannot be made into what is annotated raises
        ``NonRetryableException`` naming worker, parameter, place, expected and got.
        """
        if self.takes_task:
            return [task], _NOTHING
        given: dict[str, Any] = task.input_data or {}
        named: dict[str, Any] = {}
        for parameter in self.parameters:
            name = parameter.name
            if parameter.is_task:
                named[name] = task
            elif name in given:
                value = given[name]
                if value is None and not strict:
                    self._say_none(parameter)
                if parameter.convert is not None:
                    try:
                        value = parameter.convert(value, strict)
                    except Mismatch as error:
                        raise self._refused(name, error) from error
                named[name] = value
            elif parameter.default is not _EMPTY:
                if parameter.positional:
                    named[name] = parameter.default
            else:
                named[name] = self._missing(parameter, strict)
        if self.takes_more:
            named.update((k, v) for k, v in given.items() if k not in self._names)
        if self._any_positional:
            return [named.pop(p.name) for p in self.parameters if p.positional], named
        return [], named

    def _missing(self, parameter: Parameter, strict: bool) -> Any:
        if not strict:
            self._say_none(parameter)
            return None
        if parameter.convert is not None and _takes_none(parameter.convert):
            return None  # Optional
        raise NonRetryableException(
            f"worker {self.worker}: parameter {parameter.name}: the task's input has no {parameter.name!r}"
        )

    def _say_none(self, parameter: Parameter) -> None:
        """Once for each parameter: as published None is passed on, which surprises whoever meets it."""
        if parameter.said:
            return
        parameter.said = True
        if parameter.convert is None or _takes_none(parameter.convert):
            return
        logger.warning(
            "worker %s: the task's input has no value for %r, so the function gets None; with strict=True "
            "the task fails and says so",
            self.worker, parameter.name,
        )  # fmt: skip

    def _refused(self, name: str, error: Mismatch) -> NonRetryableException:
        return NonRetryableException(
            f"worker {self.worker}: parameter {name}: at {name}{error.path}: {error}"
        )


def _takes_none(convert: Converter) -> bool:
    try:
        convert(None, True)
    except Exception:  # noqa: BLE001 - Mismatch, or whatever a class of the program's raises
        return False
    return True


def _parameters(func: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        return list(inspect.signature(func).parameters.values())
    except (ValueError, TypeError):  # a built-in without a signature
        return [inspect.Parameter("task", inspect.Parameter.POSITIONAL_OR_KEYWORD)]


def _receives_task(parameter: inspect.Parameter, hints: dict[str, Any]) -> bool:
    if parameter.kind is parameter.VAR_KEYWORD:
        return False
    annotation = hints.get(parameter.name, _EMPTY)
    return annotation is _EMPTY or annotation is object or annotation is Task
