"""Times as the search index keeps them: ISO text in UTC with milliseconds, ordered as the times are."""

from __future__ import annotations

from datetime import datetime, timedelta

EPOCH = "1970-01-01T00:00:00.000Z"
_BEGIN = datetime(1970, 1, 1)


def iso_text(milliseconds: int) -> str:
    """Spell epoch milliseconds; what lies outside the years 1 to 9999 sorts before all others."""
    try:
        moment = _BEGIN + timedelta(milliseconds=milliseconds)
    except OverflowError:
        # Server: years of more than four digits carry a sign, which sorts before all digits.
        return "+" if milliseconds > 0 else "-"
    return moment.isoformat(timespec="milliseconds") + "Z"
