"""Every model of the published SDK is here, with its fields, wire names, constructor and refusals."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from conductor.client.http import models
from conductor.client.http.models._codec import decode
from conductor.client.http.models._model import Model

HERE = Path(__file__).parent
RECORDED: dict[str, Any] = json.loads((HERE / "data" / "models.json").read_text(encoding="utf-8"))
SURFACE: dict[str, Any] = json.loads((HERE / "data" / "surface.json").read_text(encoding="utf-8"))
CLASSES = [name for name, spec in RECORDED.items() if "members" not in spec]
ENUMS = [name for name, spec in RECORDED.items() if "members" in spec]
MODEL_MODULES = [
    f"{package}.{found.name}"
    for package in ("conductor.client.http.models", "conductor.client.orkes.models")
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__)
]

# Upstream takes only keywords here, so no order is recorded.
KEYWORDS_ONLY = {"SignalResponse"}
# Defaults that say what upstream puts in the place of None, or of its own accident.
OTHER_DEFAULTS = {"BulkResponse", "TaskMock", "PromptTemplate", "ServiceMethod", "ServiceRegistry", "Config"}


def find(name: str) -> Any:
    spec = RECORDED[name]
    return getattr(importlib.import_module(spec["module"]), name.rsplit(".", 1)[-1])


@pytest.mark.parametrize("name", ENUMS)
def test_enum(name: str) -> None:
    members = {member.name: member.value for member in find(name)}
    assert members.items() >= RECORDED[name]["members"].items()


@pytest.mark.parametrize("name", CLASSES)
class TestModel:
    def test_fields_and_wire_names(self, name: str) -> None:
        cls, spec = find(name), RECORDED[name]
        assert spec["fields"].keys() <= cls.swagger_types.keys()
        assert spec["wire"].items() <= cls.attribute_map.items()
        assert list(cls.swagger_types) == list(cls.attribute_map)

    def test_constructor(self, name: str) -> None:
        parameters = list(inspect.signature(find(name)).parameters.values())
        recorded = RECORDED[name]["init"]
        assert [p.name for p in parameters][: len(recorded)] == [entry[0] for entry in recorded] or (
            name in KEYWORDS_ONLY
        )
        for parameter, entry in zip(parameters, recorded):
            assert (parameter.default is inspect.Parameter.empty) == (len(entry) == 1), parameter.name
            if len(entry) == 2 and name not in OTHER_DEFAULTS and not entry[1].startswith("<_HAS_DEFAULT"):
                given = parameter.default
                empty = "factory" in repr(given) and entry[1] in ("None", "{}")  # read as empty, as upstream
                written = f"{type(given).__name__}.{given.name}" if isinstance(given, Enum) else str(given)
                assert empty or written == entry[1], parameter.name

    def test_every_type_resolves(self, name: str) -> None:
        cls = find(name)
        decode(dict.fromkeys(cls.attribute_map.values(), "x"), cls)

    def test_methods(self, name: str) -> None:
        cls = find(name)
        for method, parameters in RECORDED[name].get("methods", {}).items():
            ours = inspect.signature(getattr(cls, method)).parameters
            assert [p for p in ours if p != "self"][: len(parameters)] == parameters, method

    def test_refuses_what_upstream_refuses(self, name: str) -> None:
        cls, spec = find(name), RECORDED[name]
        for field, allowed in spec.get("allowed", {}).items():
            many = spec["fields"][field].startswith("list")
            with pytest.raises(ValueError, match=f"Invalid values? for `{field}`"):
                cls(**{field: ["WRONG"] if many else "WRONG"})
            for value in allowed:
                model = cls(**{field: [value] if many else value})
                assert getattr(model, field) == ([value] if many else value)
                with pytest.raises(ValueError, match=field):
                    setattr(model, field, ["WRONG"] if many else "WRONG")
                with pytest.raises((ValueError, TypeError)):
                    setattr(model, field, None)


def test_the_door_offers_what_upstream_exports() -> None:
    exported = SURFACE["conductor.client.http.models"]["reexports"]
    assert set(exported) <= set(models.__all__)
    for name, home in exported.items():
        module, cls = home.rsplit(".", 1)
        assert getattr(models, name) is getattr(importlib.import_module(module), cls)


def test_the_door_s_two_lists_are_equal() -> None:
    """What type checkers read and what runs."""
    tree = ast.parse(Path(models.__file__ or "").read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: f"{models.__name__}.{module}" for name, module in models._HOMES.items()}
    assert typed == homes
    assert sorted(models.__all__) == sorted(homes)
    for name in typed:
        assert isinstance(getattr(models, name), type)


def test_the_door_gives_modules_too() -> None:
    assert models.task.Task is models.Task
    assert "Task" in dir(models)
    with pytest.raises(AttributeError, match="NoSuchModel"):
        _ = models.NoSuchModel


@pytest.mark.parametrize(
    "module", [name for name in MODEL_MODULES if not name.rsplit(".", 1)[-1].startswith("_")]
)
def test_every_model_of_a_module_is_known_and_documented(module: str) -> None:
    found = [
        cls
        for cls in vars(importlib.import_module(module)).values()
        if inspect.isclass(cls) and issubclass(cls, Model) and cls.__module__ == module
    ]
    for cls in found:
        assert cls.__doc__
        assert not cls.__doc__.startswith(f"{cls.__name__}("), "dataclass wrote this one"


@pytest.mark.parametrize(
    ("module", "names"),
    [
        (module, sorted(spec["reexports"]))
        for module, spec in SURFACE.items()
        if module in MODEL_MODULES and spec.get("reexports")
    ],
)
def test_a_module_answers_for_what_upstream_s_module_imports(module: str, names: list[str]) -> None:
    loaded = importlib.import_module(module)
    # The object mapper is no model; it lives where upstream's does.
    assert [name for name in names if not hasattr(loaded, name)] == [n for n in names if n == "ObjectMapper"]
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = loaded.no_such_name
