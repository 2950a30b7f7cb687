"""Time zones of schedules: region names and offsets."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?")
_FARTHEST = timedelta(hours=18)
#: Server: Java knows these only where it is asked for short names.
_NOT_JAVAS = frozenset({"EST", "MST", "HST"})


class UnknownZone(ValueError):
    """No time zone has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Unknown time-zone ID: {name}" if name else "Invalid ID for ZoneOffset, invalid format: "
        )


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo:
    """Return the zone of a region (``Europe/Berlin``) or an offset (``+02:00``). Raises UnknownZone."""
    if not name or name in _NOT_JAVAS:
        raise UnknownZone(name)
    if name in ("UTC", "GMT", "UT", "Z"):
        return timezone.utc
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        distance = timedelta(hours=int(offset.group(2)), minutes=int(offset.group(3) or 0))
        if distance > _FARTHEST:
            raise UnknownZone(name)
        return timezone(-distance if offset.group(1) == "-" else distance)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(name) from None
