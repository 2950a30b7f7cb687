"""What every event is."""

from __future__ import annotations


class ConductorEvent:
    """Something that happened, told to the listeners: the parent of all events."""
