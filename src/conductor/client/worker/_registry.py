"""The functions that ``@worker_task`` and ``@WorkerTask`` have marked, in the order in which they came.

A leaf: it imports nothing of the SDK, so that the decorator, the handler and a worker's own process can all
share it.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from types import FrameType

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    Key = tuple[str, str | None]

# Upstream: a dictionary from (task name, domain) to the decorator's options; programs read and clear it.
decorated_functions: dict[Key, dict[str, Any]] = {}

# Which module's import brought the function in: what a process of its own must import to find it again.
_home_modules: dict[Key, tuple[str, ...]] = {}


def register(name: str, domain: str | None, func: Callable[..., Any], options: dict[str, Any]) -> None:
    """Remember ``func`` as the worker for ``name`` in ``domain``; the last registration wins."""
    key = (name, domain)
    before = decorated_functions.get(key)
    if before is not None and not _same_function(before["func"], func):
        logger.warning(
            "Two functions are registered for task %s with domain %s: %s replaces %s",
            name, domain, describe(func), describe(before["func"]),
        )  # fmt: skip
    decorated_functions[key] = {"func": func, "domain": domain, **options}
    _home_modules[key] = _importing_modules(func)


def key_of(func: Callable[..., Any], name: str, domain: str | None) -> Key | None:
    """Return the key under which ``func`` is registered; None if it was not decorated."""
    key = (name, domain)
    entry = decorated_functions.get(key)
    if entry is not None and entry["func"] is func:
        return key
    for other, entry in decorated_functions.items():
        if entry["func"] is func:
            return other
    return None


def homes(key: Key) -> tuple[str, ...]:
    """Return the names of the modules to import so that ``key`` gets registered, most likely first."""
    return _home_modules.get(key, ())


def describe(func: Callable[..., Any]) -> str:
    """Return ``module.qualname`` of a function, as well as it can be told."""
    module = getattr(func, "__module__", None) or "?"
    name = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or repr(func)
    return f"{module}.{name}"


def _same_function(one: Callable[..., Any], other: Callable[..., Any]) -> bool:
    # A module imported twice (as __main__ and by its name, or reloaded) registers the same function again.
    return one is other or getattr(one, "__qualname__", 1) == getattr(other, "__qualname__", 2)


def _importing_modules(func: Callable[..., Any]) -> tuple[str, ...]:
    """The module whose body is running, and the module that the function says it is from."""
    names: list[str] = []
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_name == "<module>":
            names.append(str(frame.f_globals.get("__name__", "")))
            break
        frame = frame.f_back
    names.append(str(getattr(func, "__module__", "") or ""))
    return tuple(dict.fromkeys(n for n in names if n and not n.startswith("conductor.client.worker")))
