"""Tests of workflows and workers: environments that skip time, mocks, and the servers to run them on."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.testing._errors import RealServerUnavailable as RealServerUnavailable
    from conductor.testing._real_server import RealServer as RealServer

_HOME = {
    "RealServer": "_real_server",
    "RealServerUnavailable": "_errors",
}

__all__ = ["RealServer", "RealServerUnavailable"]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
