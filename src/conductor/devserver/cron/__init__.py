"""Cron expressions of schedules: Spring's six fields, from seconds to the day of the week, and its macros."""

from __future__ import annotations

from conductor.devserver.cron._expression import InvalidCron
from conductor.devserver.cron._times import next_times
from conductor.devserver.cron._zone import UnknownZone, zone_of

__all__ = ["InvalidCron", "UnknownZone", "next_times", "zone_of"]
