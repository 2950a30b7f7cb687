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
    _, made = made_in(path)
    findings = [found for each in made for found in each.validate()]
    return list(dict.fromkeys(findings))


def made_in(path: str) -> tuple[ModuleType, list[ConductorWorkflow]]:
    """The module of a Python file or name, and the workflows it makes but those inside of others.

    Raises what the import raises.
    """
    with _watching() as made:
        module = _load(path)
        for function in _builders(module):
            function(**dict.fromkeys(_needed(function)))
    inner = {id(each._workflow) for outer in made for each in outer._tasks if hasattr(each, "_workflow")}
    return module, [each for each in made if id(each) not in inner]


def workflows_in(path: str) -> list[dict[str, Any]]:
    """The definitions, as JSON, that lint_path would check."""
    from conductor.client._encode import encode

    if path.endswith(".json"):
        return _definitions(path)
    with _watching() as made:
        module = _load(path)
        for function in _builders(module):
            function(**dict.fromkeys(_needed(function)))
    return [encode(each.to_workflow_def()) for each in made]


def _definitions(path: str) -> list[dict[str, Any]]:
    """The workflows of a JSON file: one, a list, or what ``export`` prints; task definitions are left out."""
    with open(path, encoding="utf-8-sig") as file:
        document: Any = json.load(file)
    if is_object(document) and "name" not in document and document.keys() <= {"workflows", "tasks"}:
        listed: Any = document.get("workflows") or []
        document = listed
    found: list[Any] = document if is_list(document) else [document]
    return [each for each in found if not _is_task_def(each)]


def _is_task_def(definition: Any) -> bool:
    from conductor.client.http.models.task_def import TaskDef

    named = is_object(definition) and len(definition) > 1
    return named and definition.keys() <= set(TaskDef.attribute_map.values())


def _in_json(path: str) -> list[Finding]:
    with open(path, encoding="utf-8-sig") as file:
        lines = file.read().splitlines()
    found = [finding for definition in _definitions(path) for finding in check(definition)]
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
