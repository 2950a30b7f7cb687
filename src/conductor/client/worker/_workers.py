"""Worker objects for what the registry holds."""

from __future__ import annotations

from typing import Any

from conductor.client.worker import _registry
from conductor.client.worker.worker import Worker


def from_registry(key: _registry.Key, register_schema: bool | None = None) -> Worker:
    """Return the worker for a decorated function; ``register_schema`` is what applies where it has no say."""
    entry = _registry.decorated_functions[key]
    own: Any = entry.get("register_schema")
    return Worker(
        task_definition_name=key[0],
        execute_function=entry["func"],
        poll_interval=entry.get("poll_interval"),
        domain=key[1],
        worker_id=entry.get("worker_id"),
        thread_count=entry.get("thread_count", 1),
        register_task_def=entry.get("register_task_def", False),
        poll_timeout=entry.get("poll_timeout", 100),
        lease_extend_enabled=entry.get("lease_extend_enabled", False),
        task_def_template=entry.get("task_def"),
        overwrite_task_def=entry.get("overwrite_task_def", True),
        strict_schema=entry.get("strict_schema", False),
        register_schema=register_schema if own is None else own,
        strict=entry.get("strict"),
    )
