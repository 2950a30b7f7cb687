"""Durations for people."""

from __future__ import annotations


def span(seconds: float) -> str:
    """``55 s``, ``3 min``, ``2 h 5 min``, ``3 days``."""
    whole = max(0, round(seconds))
    if whole < 120:
        return f"{whole} s"
    minutes = round(whole / 60)
    if minutes < 120:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours // 24} days"
