"""What is refused at decoration, while the line that is wrong is still on the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.worker import _hints, _registry

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_function(func: Any, task_name: str, names: Mapping[str, Any]) -> None:
    """Raise ``InvalidDefinition`` for what can never be a worker function; ``names`` are the caller's
    locals.
    """
    kind = func.__class__.__name__
    if kind in ("staticmethod", "classmethod"):
        raise _refused(f"worker {task_name}: put @worker_task below @{kind}")
    if not callable(func):
        raise _refused(f"worker {task_name}: @worker_task goes above a function, not above {func!r}")
    if not str(task_name).strip():
        raise _refused(f"worker {_registry.describe(func)}: it needs the name of a task")
    if _hints.is_generator_function(func):
        raise _refused(
            f"worker {task_name}: {_registry.describe(func)} is a generator; a task has one result: return it"
        )
    _hints.resolve(func, task_name, names)


def _refused(text: str) -> Exception:
    from conductor.client.exceptions import InvalidDefinition

    return InvalidDefinition(text)
