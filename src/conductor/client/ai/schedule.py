"""Schedules of a workflow, declared together; see ``SchedulerClient.reconcile``."""

from __future__ import annotations

from conductor.client._schedules import (
    InvalidCronExpression,
    Schedule,
    ScheduleInfo,
    ScheduleNameConflict,
    ScheduleNotFound,
)

__all__ = ["InvalidCronExpression", "Schedule", "ScheduleInfo", "ScheduleNameConflict", "ScheduleNotFound"]
