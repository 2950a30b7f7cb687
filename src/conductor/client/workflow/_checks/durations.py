"""The durations and dates of WAIT tasks, as the server reads them."""

from __future__ import annotations

import re

_DURATION = re.compile(
    r"\s*(?:\d+\s*(?:days?|d))?\s*(?:\d+\s*(?:hours?|hrs?|h))?\s*(?:\d+\s*(?:minutes?|mins?|m))?"
    r"\s*(?:\d+\s*(?:seconds?|secs?|s))?\s*",
    re.IGNORECASE | re.ASCII,
).fullmatch
# Server: Java's lenient parser rolls month 13 over, and knows no seconds and no names of regions.
_DATE = re.compile(
    r"\d{1,4}-\d{1,4}-\d{1,4}(?: \d{1,4}:\d{1,4}(?: (?:[A-Z]{3,5}|GMT[+-]\d{1,2}:\d{2}|[+-]\d{4}))?)?",
    re.ASCII | re.IGNORECASE,
).fullmatch
_NO_ZONES = {"XYZ", "ZULU", "LOCAL"}


def is_duration(text: str) -> bool:
    """Whether it is like ``1d 2h 3m 4s``, units in this order; no text at all is no wait."""
    return _DURATION(text) is not None


def is_date(text: str) -> bool:
    """Whether it is ``yyyy-MM-dd``, ``yyyy-MM-dd HH:mm`` or ``yyyy-MM-dd HH:mm z``."""
    return text == "" or (_DATE(text) is not None and text.rsplit(" ", 1)[-1].upper() not in _NO_ZONES)
