"""Definitions that a Python file or module makes."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING, Any, TypeVar

from conductor._cli._definitions.definition import TASK, WORKFLOW
from conductor._cli._definitions.reading import definition_of
from conductor._cli._misuse import Misuse
from conductor.client.exceptions import ConductorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from conductor._cli._definitions.definition import Definition

T = TypeVar("T")


def in_python(path: str) -> Iterator[Definition]:
    """The workflows that it makes, WorkflowDef and TaskDef objects in it, and TaskDefs of its workers.

    The file is imported, not run as a program. Raises Misuse where that fails. A worker's TaskDef has the
    name of the worker's task, as when the worker registers it.
    """
    from conductor.client._encode import encode
    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.worker._registry import decorated_functions
    from conductor.client.workflow._lint import outermost_in

    before = dict(decorated_functions)

    def load(path: str) -> tuple[ModuleType, list[Any]]:
        module, made = outermost_in(path)
        return module, [encode(each.to_workflow_def()) for each in made]

    module, made = imported(path, load)
    bodies = [(WORKFLOW, body) for body in made]
    templates: list[TaskDef] = []
    for key, options in decorated_functions.items():
        template = options.get("task_def")
        if isinstance(template, TaskDef) and before.get(key) is not options:
            templates.append(template)
            bodies.append((TASK, {**encode(template), "name": key[0]}))
    for value in _values(vars(module)):
        if isinstance(value, WorkflowDef):
            bodies.append((WORKFLOW, encode(value)))
        elif isinstance(value, TaskDef) and not any(value is template for template in templates):
            bodies.append((TASK, encode(value)))
    for kind, body in bodies:
        yield definition_of(body, path, kind)


def imported(path: str, load: Callable[[str], T]) -> T:
    """What ``load`` makes of a Python file or module. Raises Misuse where the file or a workflow is wrong."""
    if path.endswith(".py") and not os.path.exists(path):
        raise Misuse(f"{path}: there is no such file")
    try:
        return load(path)
    except (Exception, SystemExit) as error:
        raise Misuse(why_not(path, error)) from error


def _values(members: dict[str, Any]) -> Iterator[Any]:
    """The module's objects, and those in its lists, tuples and dictionaries."""
    for name, value in members.items():
        if name.startswith("__"):
            continue
        if isinstance(value, (list, tuple)):
            yield from value  # pyright: ignore[reportUnknownVariableType]
        elif isinstance(value, dict):
            yield from value.values()  # pyright: ignore[reportUnknownVariableType]
        else:
            yield value


def why_not(path: str, error: BaseException) -> str:
    """Why a Python file or module makes no workflows, in a line with the place and the way out."""
    is_missing = isinstance(error, ModuleNotFoundError) and f"{path}.".startswith(f"{error.name}.")
    if is_missing and not path.endswith(".py"):
        return f"{path}: there is no such file or module; name a .json or .py file, a folder or a module"
    file = os.path.abspath(path)
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if os.path.abspath(frame.filename) == file
    ]
    if isinstance(error, SyntaxError) and error.filename and os.path.abspath(error.filename) == file:
        lines = [error.lineno]
    place = f"{path}:{lines[-1]}" if lines else path
    said = str(error.msg if isinstance(error, SyntaxError) else error).strip().splitlines()
    if isinstance(error, ConductorError):
        return f"{place}: {' '.join(said[:1])}; correct it"
    words = f"{type(error).__name__}{f': {said[0]}' if said else ''}"
    advice = 'put what a program does under if __name__ == "__main__"'
    if isinstance(error, (SyntaxError, ImportError)):
        advice = "correct it, or install what it imports"
    return f"{place}: the import raised {words}; {advice}"
