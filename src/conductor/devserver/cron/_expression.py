"""Parse a cron expression into the seconds, minutes and hours it names and a test for days."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Callable, NamedTuple

from conductor.devserver.cron._days import DayRule, Numbers, day_of_month, day_of_week

if TYPE_CHECKING:
    from datetime import date

_MACROS = {
    "@yearly": "0 0 0 1 1 *",
    "@annually": "0 0 0 1 1 *",
    "@monthly": "0 0 0 1 * *",
    "@weekly": "0 0 0 * * 0",
    "@daily": "0 0 0 * * *",
    "@midnight": "0 0 0 * * *",
    "@hourly": "0 0 * * * *",
}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


class InvalidCron(ValueError):
    """The text is no cron expression."""

    def __init__(self) -> None:
        super().__init__("Invalid cron expression")


class Cron(NamedTuple):
    """A parsed expression; the numbers are sorted."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    months: frozenset[int]
    day_rules: tuple[tuple[DayRule, ...], tuple[DayRule, ...]]

    def falls_on(self, day: date) -> bool:
        """Say whether the day's month, day of the month and day of the week all fit."""
        return day.month in self.months and all(any(rule(day) for rule in rules) for rules in self.day_rules)


@lru_cache(maxsize=256)
def parse(expression: str) -> Cron:
    """Parse six fields or a macro. Raises InvalidCron."""
    text = expression.strip()
    fields = _MACROS.get(text.lower(), text).split()
    if len(fields) != 6:
        raise InvalidCron
    try:
        seconds, minutes = _numbers(fields[0], 0, 59), _numbers(fields[1], 0, 59)
        hours = _numbers(fields[2], 0, 23)
        months = _numbers(_numbered(fields[4], _MONTHS), 1, 12)
        in_month = _rules(fields[3], 1, 31, day_of_month)
        in_week = _rules(_numbered(fields[5], _DAYS), 1, 7, day_of_week)
    except ValueError:
        raise InvalidCron from None
    return Cron(seconds, minutes, hours, frozenset(months), (in_month, in_week))


def _numbered(field: str, names: tuple[str, ...]) -> str:
    field = field.upper()
    for number, name in enumerate(names, 1):
        field = field.replace(name, str(number))
    return field


def _rules(
    field: str, least: int, most: int, special: Callable[[str, Numbers], DayRule]
) -> tuple[DayRule, ...]:
    if field == "?":
        field = "*"
    return tuple(special(part, lambda text: _numbers(text, least, most)) for part in field.split(","))


def _numbers(field: str, least: int, most: int) -> tuple[int, ...]:
    """The numbers of ``*``, ``5``, ``1-5``, ``*/10``, ``5/10``, ``1-30/2``, and lists of these."""
    found: set[int] = set()
    for part in field.split(","):
        span, slash, step = part.partition("/")
        first, last = _span(span, least, most)
        if slash:
            if "-" not in span:
                last = most
            if int(step) <= 0:
                raise ValueError(part)
        found.update(range(first, last + 1, int(step) if slash else 1))
    return tuple(sorted(found))


def _span(text: str, least: int, most: int) -> tuple[int, int]:
    if text == "*":
        return least, most
    first, hyphen, last = text.partition("-")
    begin = int(first)
    end = int(last) if hyphen else begin
    if most == 7:  # days of the week: 0 and 7 are Sunday
        least = 0
        begin = 0 if begin == 7 and hyphen else begin
    if not least <= begin <= end <= most:
        raise ValueError(text)
    return begin, end
