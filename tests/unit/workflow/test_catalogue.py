"""The catalogue, which goldens and the real server's tests go through, has every class and every option."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest

from conductor.client.workflow import task as package
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task._defined import DefinedTask
from conductor.client.workflow.task._options import NAMES
from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask, PromptedTask
from conductor.client.workflow.task.task import TaskInterface
from unit.workflow.catalogue import CATALOGUE

SURFACE = json.loads((Path(__file__).parents[2] / "surface" / "data" / "surface.json").read_text())
ROOM = "conductor.client.workflow.task."
INNER = {TaskInterface, DefinedTask, LlmTask, PromptedTask}  # nobody makes these to run them


def classes() -> list[type[Any]]:
    """Every class that makes a task, and the requests that two of them take."""
    found: set[type[Any]] = set()
    for module in pkgutil.walk_packages(package.__path__, ROOM):
        for value in vars(importlib.import_module(module.name)).values():
            if not inspect.isclass(value) or not value.__module__.startswith(ROOM) or value in INNER:
                continue
            if issubclass(value, TaskInterface) or value.__name__.endswith("Input"):
                found.add(value)
    return sorted(found, key=lambda each: each.__name__)


def published() -> set[str]:
    """The published classes that make tasks."""
    made = {"TaskInterface"}
    described = {
        name: [base.rpartition(".")[2] for base in each["bases"]]
        for module, holds in SURFACE.items()
        if module.startswith(ROOM)
        for name, each in holds.get("classes", {}).items()
    }
    while True:
        more = {name for name, bases in described.items() if made & set(bases)} - made
        if not more:
            return made - {"TaskInterface"}
        made |= more


class Given:
    """Which parameters of which class were given a value of their own while the catalogue was built."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.of: dict[str, set[str]] = {}
        for cls in classes():
            patch.setattr(cls, "__init__", self.noting(cls, cls.__init__))
        for entry in CATALOGUE.values():
            entry()

    def noting(self, cls: type[Any], init: Any) -> Any:
        signature = inspect.signature(init)

        def noting(own: Any, *args: Any, **kwargs: Any) -> None:
            if type(own) is cls:
                told = signature.bind(own, *args, **kwargs).arguments
                changed = {
                    n for n, value in told.items() if not _same(value, signature.parameters[n].default)
                }
                self.of.setdefault(cls.__name__, set()).update(changed)
            init(own, *args, **kwargs)

        noting.__signature__ = signature  # type: ignore[attr-defined]
        return noting


def _same(one: Any, other: Any) -> bool:
    return one is other or (type(one) is type(other) and one == other)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    return Given(monkeypatch)


def test_every_published_class_is_there():
    ours = {each.__name__ for each in classes()}
    assert published() <= ours
    assert len(published()) > 40


def test_the_catalogue_has_every_class_with_every_option(given: Given):
    missing = {
        f"{cls.__name__}.{name}"
        for cls in classes()
        for name in inspect.signature(cls).parameters
        if name not in given.of.get(cls.__name__, ())
    }
    assert missing == set()


def test_the_catalogue_has_every_option_of_any_task(monkeypatch: pytest.MonkeyPatch):
    told: set[str] = set()
    original = TaskInterface.with_options

    def noting(own: Any, **options: Any) -> Any:
        told.update(options)
        return original(own, **options)

    monkeypatch.setattr(TaskInterface, "with_options", noting)
    for entry in CATALOGUE.values():
        entry()
    assert told == NAMES


def test_the_catalogue_has_every_setting_of_a_workflow():
    calls = {
        name
        for name, value in vars(ConductorWorkflow.__mro__[1]).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    reading = {"input", "output", "variable", "secret", "env", "field"}
    source = inspect.getsource(inspect.getmodule(CATALOGUE["head"]))  # type: ignore[arg-type]
    assert {name for name in calls - reading if f".{name}(" not in source} == set()
