"""Schedules: workflows started by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine


class Schedules:
    """The registered schedules."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def fire(self, name: str) -> None:
        """Start what the schedule asks for."""
