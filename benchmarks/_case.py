"""What is measured, declared: cases and their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks._sdk import Sdk


@dataclass(frozen=True)
class Figure:
    """One number that a case gives."""

    name: str
    unit: str
    #: Tasks a second: more is better. Seconds, megabytes: less is.
    more_is_better: bool = False
    #: Said for the record; it is not the SDK's, so it is not compared.
    aside: bool = False
    #: The largest allowed ratio to the first peer; above it the command ends with status 1.
    at_most: float | None = None
    #: Its words in README.md's short table; empty: not there.
    headline: str = ""


@dataclass(frozen=True)
class Setting:
    """How thoroughly to measure, and with what at hand."""

    cache: Path
    #: Tiny counts, to see that everything runs; the figures say nothing.
    quick: bool = False
    #: The address of a real server (``…/api``), where there is one.
    server: str | None = None

    def count(self, normal: int) -> int:
        """That many, or a handful when it must be quick."""
        return min(normal, 10) if self.quick else normal

    def seconds(self, normal: float) -> float:
        """That long, or a moment when it must be quick."""
        return min(normal, 1.0) if self.quick else normal


Measure = Callable[["Sdk", Setting], "dict[str, float]"]


@dataclass(frozen=True)
class Case:
    """One thing that a user does, and how to measure it once."""

    name: str
    what: str
    figures: tuple[Figure, ...]
    measure: Measure
    #: Needs workers with several slots or ``async def``, which the line 1.1 does not have.
    needs_slots: bool = False
    needs_server: bool = False
    ours_only: bool = False
    #: Whether a first run, which compiles and fills caches, must be thrown away.
    warm_up: bool = False

    def fits(self, sdk: Sdk) -> bool:
        """Whether it can be measured under that SDK."""
        return (sdk.has_slots or not self.needs_slots) and (sdk.ours or not self.ours_only)
