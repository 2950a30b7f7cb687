"""Find the times that a cron expression names."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import islice, product
from typing import TYPE_CHECKING

from conductor.devserver.cron._expression import Cron, parse
from conductor.devserver.cron._zone import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS_AHEAD = 100
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


def next_times(expression: str, zone: str, start_ms: int, count: int) -> list[int]:
    """Return the next ``count`` times in epoch milliseconds, ``start_ms`` counted; fewer if there are none.

    Where clocks are put forward, times that do not exist are left out; where they are put back, a time that
    comes twice is named twice. Raises InvalidCron and UnknownZone (both ValueError).
    """
    cron = parse(expression)
    zone_info = zone_of(zone)
    start_seconds = -(-start_ms // 1000)
    moments = _moments(cron, zone_info, start_seconds)
    return [moment * 1000 for moment in islice(moments, max(0, count))]


def _moments(cron: Cron, zone: tzinfo, start: int) -> Iterator[int]:
    """Yield the times in epoch seconds, in order, from ``start`` on."""
    for day in _days(cron, datetime.fromtimestamp(start, zone).date()):
        for moment in _in_day(cron, zone, day):
            if moment >= start:
                yield moment


def _days(cron: Cron, first: date) -> Iterator[date]:
    day = first
    while day.year <= min(first.year + _YEARS_AHEAD, 9998):
        if day.month not in cron.months:
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            continue
        if cron.falls_on(day):
            yield day
        day += _DAY


def _in_day(cron: Cron, zone: tzinfo, day: date) -> Iterator[int]:
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    end = begin + _DAY
    if begin.utcoffset() == end.utcoffset():
        midnight = int(begin.timestamp())
        for hour, minute, second in product(cron.hours, cron.minutes, cron.seconds):
            yield midnight + hour * 3600 + minute * 60 + second
        return
    moment = (begin - timedelta(hours=3)).astimezone(timezone.utc)
    last = (end + timedelta(hours=3)).astimezone(timezone.utc)
    while moment < last:
        local = moment.astimezone(zone)
        if local.date() == day and local.hour in cron.hours and local.minute in cron.minutes:
            yield from (int(moment.timestamp()) + second for second in cron.seconds)
        moment += _MINUTE
