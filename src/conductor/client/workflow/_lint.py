"""Checks every definition in a file or module, for ``conductor-py lint`` and for programs."""

from __future__ import annotations

import inspect
import json
import os
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from conductor.client.workflow import conductor_workflow
from conductor.client.workflow._validate import check
from conductor.client.workflow.task._kinds import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from types import ModuleType

    from typing_extensions import TypeGuard

    from conductor.client.workflow._finding import Finding
    from conductor.client.workflow.conductor_workflow import ConductorWorkflow


def lint_path(path: str) -> list[Finding]:
    """What is wrong in the definitions of a JSON file, a Python file or a module.

    A Python file is imported, not run as a program. Checked are the workflows that it makes, and those that
    its functions make which are annotated to return a ConductorWorkflow and need nothing but an executor.
    Raises OSError, ImportError, json.JSONDecodeError or what the import of the file raises.
    """
    if path.endswith(".json"):
        return _in_json(path)
    _, made = outermost_in(path)
    return findings_of(made)


def findings_of(workflows: list[ConductorWorkflow]) -> list[Finding]:
    """What is wrong in the workflows. Raises InvalidDefinition where one cannot be built."""
    return list(dict.fromkeys(found for each in workflows for found in each.validate()))


def outermost_in(path: str) -> tuple[ModuleType, list[ConductorWorkflow]]:
    """The module of a Python file or name, and the workflows it makes but those inside of others.

    Raises what the import raises.
    """
    module, made = made_in(path)
    inner = {id(each._workflow) for outer in made for each in outer._tasks if hasattr(each, "_workflow")}
    return module, [each for each in made if id(each) not in inner]


def made_in(path: str) -> tuple[ModuleType, list[ConductorWorkflow]]:
    """The module of a Python file or name, and every workflow it makes. Raises what the import raises."""
    with _watching() as made:
        module = _load(path)
        for function in _builders(module):
            function(**dict.fromkeys(_needed(function)))
    return module, made


def workflows_of(document: Any) -> list[Any]:
    """The workflows of a JSON document: one, a list, or what ``export`` prints, without task definitions."""
    if is_collection(document):
        document = document.get("workflows") or []
    found: list[Any] = document if is_list(document) else [document]
    return [each for each in found if not _is_task_def(each)]


def is_collection(document: Any) -> TypeGuard[dict[str, Any]]:
    """Whether it is what ``export`` prints: workflows and tasks, each a list."""
    return is_object(document) and "name" not in document and document.keys() <= {"workflows", "tasks"}


def _is_task_def(definition: Any) -> bool:
    from conductor.client.http.models.task_def import TaskDef

    if not is_object(definition) or len(definition) < 2:  # a name alone can be either
        return False
    return definition.keys() <= set(TaskDef.attribute_map.values())


def _in_json(path: str) -> list[Finding]:
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    lines = text.splitlines()
    found = [finding for definition in workflows_of(json.loads(text)) for finding in check(definition)]
    return [replace(finding, file=path, line=_line_of(lines, finding)) for finding in found]


def _line_of(lines: list[str], finding: Finding) -> int:
    """The line that holds the task's reference name, else the first."""
    if finding.task:
        quoted = json.dumps(finding.task)
        for number, line in enumerate(lines, 1):
            if '"taskReferenceName"' in line and quoted in line:
                return number
    return 1


@contextmanager
def _watching() -> Generator[list[ConductorWorkflow], None, None]:
    made: list[ConductorWorkflow] = []
    token = conductor_workflow.watching.set(made)
    try:
        yield made
    finally:
        conductor_workflow.watching.reset(token)


def _load(path: str) -> ModuleType:
    import sys

    if not (path.endswith(".py") or os.sep in path):
        sys.path.insert(0, os.getcwd())
        return import_module(path)
    from importlib.util import module_from_spec, spec_from_file_location

    name = os.path.splitext(os.path.basename(path))[0]
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = module_from_spec(spec)
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


def _builders(module: ModuleType) -> Iterator[Any]:
    """The module's own functions that make a workflow from an executor, or from nothing."""
    for function in vars(module).values():
        if not inspect.isfunction(function) or function.__module__ != module.__name__:
            continue
        returned = str(inspect.signature(function).return_annotation)
        if "ConductorWorkflow" in returned and all(map(_is_executor, _needed(function).values())):
            yield function


def _needed(function: Any) -> dict[str, inspect.Parameter]:
    parameters = inspect.signature(function).parameters
    return {name: each for name, each in parameters.items() if each.default is each.empty}


def _is_executor(parameter: inspect.Parameter) -> bool:
    return "executor" in parameter.name.lower() or "WorkflowExecutor" in str(parameter.annotation)
