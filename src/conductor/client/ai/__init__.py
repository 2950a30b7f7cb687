"""Prompts, integrations and schedules. Agents are not part of this package."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.ai.schedule import Schedule, ScheduleInfo
    from conductor.client.ai.schedule_errors import (
        InvalidCronExpression,
        ScheduleError,
        ScheduleNameConflict,
        ScheduleNotFound,
    )

_HOMES = {
    "InvalidCronExpression": "schedule_errors",
    "Schedule": "schedule",
    "ScheduleError": "schedule_errors",
    "ScheduleInfo": "schedule",
    "ScheduleNameConflict": "schedule_errors",
    "ScheduleNotFound": "schedule_errors",
}

__all__ = [
    "InvalidCronExpression",
    "Schedule",
    "ScheduleError",
    "ScheduleInfo",
    "ScheduleNameConflict",
    "ScheduleNotFound",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
