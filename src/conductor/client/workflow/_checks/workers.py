"""The input of a task against the worker function that will get it."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.workflow._checks.tree import JsonTask, inputs, reference
from conductor.client.workflow._finding import WARNING, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def worker_inputs(task: JsonTask) -> Iterator[Finding]:
    """What the worker's function lacks, and what it does not know, where its function is in this program."""
    function = _function(str(task.get("name"))) if task.get("type") in ("SIMPLE", None) else None
    parameters = _parameters(function) if function is not None else None
    if parameters is None:
        return
    own, given, name = reference(task), inputs(task), getattr(function, "__qualname__", "the worker")
    open_ended = any(each.kind is each.VAR_KEYWORD for each in parameters.values())
    for each in parameters.values():
        if (
            each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
            and each.name not in given
            and _needed(each)
        ):
            yield Finding("worker-input-missing", f"{name} needs the input {each.name!r}", own)
    for unknown in sorted(given.keys() - parameters.keys()) if not open_ended else ():
        text = f"{name} has no parameter {unknown!r}; it has {', '.join(parameters) or 'none'}"
        yield Finding("worker-input-unknown", text, own, WARNING)


def _function(task_name: str) -> Callable[..., Any] | None:
    """The function that is registered for the task. It is looked up, not imported: workers are above us."""
    registry = sys.modules.get("conductor.client.worker._registry")
    entries: Mapping[tuple[str, str | None], dict[str, Any]] = getattr(registry, "decorated_functions", {})
    found = [entry["func"] for (name, _domain), entry in entries.items() if name == task_name]
    return found[0] if len(found) == 1 else None


def _parameters(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter] | None:
    """The parameters that are filled from the input; None where the function takes the task itself."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None
    if any(_takes_the_task(each) for each in parameters.values()):
        return None
    only = next(iter(parameters.values())) if len(parameters) == 1 else None
    # Upstream: a single parameter without annotation, or of type object, receives the Task.
    if (
        only is not None
        and only.annotation in (only.empty, object, "object")
        and only.kind is not only.VAR_KEYWORD
    ):
        return None
    return parameters


def _takes_the_task(parameter: inspect.Parameter) -> bool:
    name = getattr(parameter.annotation, "__name__", str(parameter.annotation))
    return name.rpartition(".")[2] == "Task"


def _needed(parameter: inspect.Parameter) -> bool:
    annotation = str(parameter.annotation)
    return parameter.default is parameter.empty and "None" not in annotation and "Optional" not in annotation
