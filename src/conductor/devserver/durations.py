"""Durations and dates of WAIT tasks, in the server's two notations."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo

_DURATION = re.compile(
    r"\s*(?:(\d+)\s*(?:days?|d))?\s*(?:(\d+)\s*(?:hours?|hrs?|h))?\s*(?:(\d+)\s*(?:minutes?|mins?|m))?"
    r"\s*(?:(\d+)\s*(?:seconds?|secs?|s))?\s*",
    re.IGNORECASE | re.ASCII,
)
_UNTIL = re.compile(r"(\d{1,4})-(\d{1,4})-(\d{1,4})(?: (\d{1,4}):(\d{1,4})(?: (\S.*))?)?", re.ASCII)
_OFFSET = re.compile(r"(?:GMT([+-])(\d{1,2}):(\d{2})|([+-])(\d{2})(\d{2}))", re.ASCII)
# The commonest of the abbreviations that Java's date parser knows.
_ABBREVIATIONS = {
    "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4,
    "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9,
    "AEST": 10, "AEDT": 11,
}  # fmt: skip


def parse_duration(text: str) -> int:
    """Return the seconds of ``1d 2h 3m 4s`` or ``1 day 2 hours 3 mins 4 secs``, units in this order.

    Raises ValueError in the server's words. An empty text is 0 seconds.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"Not valid duration: {text}")
    days, hours, minutes, seconds = (int(number or 0) for number in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def parse_until(text: str) -> int:
    """Return the epoch milliseconds of ``yyyy-MM-dd``, ``yyyy-MM-dd HH:mm`` or ``yyyy-MM-dd HH:mm zone``.

    Without a zone it is local time. There is no form with seconds. Raises ValueError in the server's words.
    """
    match = _UNTIL.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day, hour, minute = (int(number or 0) for number in match.groups()[:5])
        # Server: its parser is lenient, so 30 February is 1 or 2 March, and hour 25 the next day's first.
        years, months = divmod(month - 1, 12)
        moment = datetime(year + years, months + 1, 1, tzinfo=_zone(match.group(6)))
        moment += timedelta(days=day - 1, hours=hour, minutes=minute)
        return int(moment.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"Invalid/Unsupported Wait Until format.  Provided: {text}") from None


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    if name.upper() in ("UTC", "GMT"):
        return timezone.utc
    if name.upper() in _ABBREVIATIONS:
        return timezone(timedelta(hours=_ABBREVIATIONS[name.upper()]))
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        sign, hours, minutes = (part for part in offset.groups() if part is not None)
        distance = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-distance if sign == "-" else distance)
    # Server: names of regions, such as Europe/Berlin, are not known here.
    raise ValueError(f"unknown zone {name}")
