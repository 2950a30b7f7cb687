"""Every name that programs import from the published SDK is here, and takes the same arguments."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest

from surface import recorded

SURFACE: dict[str, Any] = recorded.load("surface.json")


def of_modules(kind: str) -> list[Any]:
    return [
        pytest.param(module, name, spec, id=f"{module.removeprefix('conductor.client.')}.{name}")
        for module, found in SURFACE.items()
        for name, spec in found.get(kind, {}).items()
        if not (kind == "functions" and name.startswith("_"))
    ]


@pytest.mark.parametrize("module", SURFACE)
def test_module_imports(module: str) -> None:
    importlib.import_module(module)


@pytest.mark.parametrize(("module", "name", "spec"), of_modules("functions"))
def test_function(module: str, name: str, spec: dict[str, Any]) -> None:
    assert problems(importlib.import_module(module), name, spec) == []


@pytest.mark.parametrize(("module", "name", "spec"), of_modules("classes"))
def test_class(module: str, name: str, spec: dict[str, Any]) -> None:
    cls = getattr(importlib.import_module(module), name)
    found = [f"no member {m}" for m in spec.get("enum_members") or {} if not hasattr(cls, m)]
    for method, method_spec in spec.get("methods", {}).items():
        if recorded.is_public(method):
            found += problems(cls, method, method_spec)
    assert found == []


def problems(holder: Any, name: str, spec: dict[str, Any]) -> list[str]:
    """What a program written for the published SDK would stumble over; nothing, where all is well."""
    is_class = inspect.isclass(holder)
    declared = inspect.getattr_static(holder, name, None)
    live = getattr(holder, name, None)
    if declared is None and live is None:
        return [f"no {name}"]
    if spec.get("kind") == "property" or isinstance(declared, property) or not callable(live):
        return []
    bound = is_class and not isinstance(declared, (staticmethod, classmethod))
    reasons = [recorded.why_not(live, variant, bound, is_class) for variant in recorded.variants(spec)]
    return [] if not reasons or None in reasons else [f"{name}: {reasons[0]}"]


# Not here: agents, the asynchronous twin of the HTTP classes, and the HTTP client beside each resource class.
NOT_HELD = {"AgentClient", "AsyncApiClient", "AsyncTaskResourceApi", "AgentAPIError", "AgentNotFoundError"}
NOT_HELD |= {"ConductorAgentError", "SSEUnavailableError"}


@pytest.mark.parametrize("module", [m for m in SURFACE if ".http." not in m])
def test_names_that_a_module_happens_to_hold(module: str) -> None:
    """``from conductor.client.worker.worker import Task``: programs do import so."""
    held = SURFACE[module].get("reexports", {})
    ours = importlib.import_module(module)
    assert [name for name in held if name not in NOT_HELD and not hasattr(ours, name)] == []


def test_top_level_names() -> None:
    """Everything that 2.0 offers at the top is here, from the same place."""
    door = importlib.import_module("conductor.client")
    for name, home in SURFACE["conductor.client"]["reexports"].items():
        module, _, member = home.rpartition(".")
        assert getattr(door, name) is getattr(importlib.import_module(module), member)
    assert sorted(door.__all__) == sorted(SURFACE["conductor.client"]["__all__"])


def test_an_unknown_top_level_name_is_an_attribute_error() -> None:
    door = importlib.import_module("conductor.client")
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        door.Nonsense  # noqa: B018
