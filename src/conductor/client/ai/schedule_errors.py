"""What can go wrong with schedules."""

from __future__ import annotations

from conductor.client._schedules import (
    ConductorAgentError,
    InvalidCronExpression,
    ScheduleError,
    ScheduleNameConflict,
    ScheduleNotFound,
)

__all__ = [
    "ConductorAgentError",
    "InvalidCronExpression",
    "ScheduleError",
    "ScheduleNameConflict",
    "ScheduleNotFound",
]
