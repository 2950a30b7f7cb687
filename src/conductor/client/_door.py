"""Doors of packages (PEP 562): the module behind a name is imported when the name is first asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from collections.abc import Iterable


def homes(names: Iterable[str], guests: dict[str, str] | None = None) -> dict[str, str]:
    """The module of each name: ``TaskDef`` lives in ``task_def``, unless it is a guest of another module.

    ``guests`` holds module and names, the names separated by spaces.
    """
    found = {name: _snake_case(name) for name in names}
    found.update((name, home) for home, staying in (guests or {}).items() for name in staying.split())
    return found


def door(package: str, found_in: dict[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The package's ``__getattr__`` and ``__dir__``: for these names, and for the modules they live in."""
    modules = frozenset(found_in.values())
    namespace = vars(sys.modules[package])

    def find(name: str) -> Any:
        if name in found_in:
            found = getattr(import_module(f"{package}.{found_in[name]}"), name)
        elif name in modules:
            found = import_module(f"{package}.{name}")
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        namespace[name] = found
        return found

    return find, lambda: sorted({*namespace, *found_in})


def _snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
