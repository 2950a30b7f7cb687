"""Rules for days: plain numbers, and Quartz's ``L``, ``LW``, ``L-3``, ``15W``, ``5L`` and ``5#3``."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Callable

DayRule = Callable[[date], bool]
Numbers = Callable[[str], "tuple[int, ...]"]


def day_of_month(field: str, numbers: Numbers) -> DayRule:
    """Parse one part of the day-of-month field; ``numbers`` parses plain numbers. Raises ValueError."""
    if field == "L":
        return lambda day: day.day == _length(day)
    if field == "LW":
        return lambda day: day.day == _last_weekday(day)
    if field.startswith("L-"):
        offset = _natural(field[2:])
        return lambda day: day.day == _length(day) - offset
    if field.endswith("W"):
        return _nearest_weekday(*numbers(field[:-1]))
    wanted = frozenset(numbers(field))
    return lambda day: day.day in wanted


def day_of_week(field: str, numbers: Numbers) -> DayRule:
    """Parse one part of the day-of-week field: Monday is 1, Sunday 7 or 0. Raises ValueError."""
    if field.endswith("L"):
        weekday = _weekday(field[:-1])
        return lambda day: day.isoweekday() == weekday and day.day + 7 > _length(day)
    if "#" in field:
        name, _, ordinal = field.partition("#")
        weekday, week = _weekday(name), _natural(ordinal)
        return lambda day: day.isoweekday() == weekday and (day.day - 1) // 7 + 1 == week
    wanted = frozenset(number or 7 for number in numbers(field))
    return lambda day: day.isoweekday() in wanted


def _nearest_weekday(number: int) -> DayRule:
    def rule(day: date) -> bool:
        if number > _length(day):
            return False
        weekday = day.isoweekday()
        return (
            (day.day == number and weekday <= 5)
            or (weekday == 5 and day.day == number - 1)
            or (weekday == 1 and (day.day == number + 1 or (number == 1 and day.day == 3)))
        )

    return rule


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _last_weekday(day: date) -> int:
    last = day.replace(day=_length(day))
    return last.day - max(0, last.isoweekday() - 5)


def _natural(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError(text)
    return number


def _weekday(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 7:
        raise ValueError(text)
    return number or 7
