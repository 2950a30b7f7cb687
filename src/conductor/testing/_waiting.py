"""How an environment lets time pass: in real time, or by skipping on the embedded server."""

from __future__ import annotations

import time
from datetime import datetime, timezone
from typing import Callable, Optional, Protocol, TypeVar

T = TypeVar("T")
Ready = Callable[[], Optional[T]]


class Stuck(Exception):
    """Nothing can happen any more, however long one waits."""


class Time(Protocol):
    """What an environment needs of its server's time."""

    def now(self) -> datetime:
        """The server's present moment, in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` of the server's time pass."""
        ...

    def until(self, ready: Ready[T], seconds: float) -> T | None:
        """Wait until ``ready()`` gives something, at most ``seconds`` of real time; what it gave, or None.

        Raises ``Stuck`` when nothing can happen any more.
        """
        ...


class RealTime:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(timezone.utc)

    def sleep(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)

    def until(self, ready: Ready[T], seconds: float) -> T | None:
        """Ask again and again, at first often."""
        deadline, pause = time.monotonic() + seconds, 0.005
        while True:
            found = ready()
            if found is not None or time.monotonic() > deadline:
                return found
            time.sleep(pause)
            pause = min(pause * 1.5, 0.25)
