"""Names that upstream's modules have because they import them, and that programs import from there."""

from __future__ import annotations

from typing import Any, Callable


def neighbours(module: str, *names: str) -> Callable[[str], Any]:
    """The ``__getattr__`` of a module that answers for models of other modules, importing them when asked."""

    def find(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        from conductor.client.http import models

        return getattr(models, name)

    return find
