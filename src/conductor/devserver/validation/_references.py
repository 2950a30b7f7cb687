"""The rule that an expression in a task's input names a task of the workflow."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from conductor.devserver.expressions import compiles
from conductor.devserver.json_value import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

# Server: texts are cut before each `${` and after each `}`, so of nested expressions only the inner is
# looked at.
_CUTS = re.compile(r"(?=(?<!\$)\$\{)|(?<=\})")
_SYSTEM_NAMES = frozenset(["CPEWF_TASK_ID", "NETFLIX_ENV", "NETFLIX_STACK"])


def check_references(task: dict[str, Any], reference_names: frozenset[Any]) -> Iterator[str]:
    """Yield what is wrong with the expressions in the input of a top-level task.

    Server: the inputs of tasks inside branches and loops are not looked at, nor outputParameters and
    templates.
    """
    name = task.get("name")
    inputs = task.get("inputParameters")
    if is_object(inputs):
        yield from _in_object(inputs, "null" if name is None else name, reference_names)


def _in_object(value: dict[str, Any], task: str, names: frozenset[Any]) -> Iterator[str]:
    for key, item in value.items():
        yield from _in_value(key, item, task, names)


def _in_value(key: str, value: Any, task: str, names: frozenset[Any]) -> Iterator[str]:
    if isinstance(value, str):
        if "${" in value:
            yield from _in_text(key, value, task, names)
    elif is_object(value):
        yield from _in_object(value, task, names)
    elif is_list(value):
        for item in value:
            yield from _in_value(key, item, task, names)


def _in_text(key: str, text: str, task: str, names: frozenset[Any]) -> Iterator[str]:
    for part in _CUTS.split(text):
        if not (part.startswith("${") and part.endswith("}")):
            continue
        path = part[2:-1]
        if not compiles(path):
            yield f"key: {key} input parameter value: {path} is not valid"
            continue
        root = path.split(".", 1)[0]
        if root == "workflow" or root in names or path in _SYSTEM_NAMES or path in os.environ:
            continue
        yield (
            f"taskReferenceName: {root} for given task: {task} input value: {key} of input parameter: {text} "
            f"is not defined in workflow definition."
        )
