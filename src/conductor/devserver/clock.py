"""What time it is for the engine: the real time, or a time that can skip."""

from __future__ import annotations

import threading
import time
from typing import Callable, Protocol


class Clock(Protocol):
    """Where the engine takes the time from."""

    skipping: bool

    def now(self) -> int:
        """The present moment in epoch milliseconds."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` of this clock's time pass."""
        ...


class RealClock:
    """The machine's own time."""

    skipping = False

    def now(self) -> int:
        """The present moment in epoch milliseconds."""
        return int(time.time() * 1000)

    def sleep(self, seconds: float) -> None:
        """Sleep for ``seconds``."""
        time.sleep(seconds)


class SkippingClock:
    """Real time plus what has been skipped.

    It runs like a real clock and jumps only while somebody waits on it (:meth:`sleep`, or the engine's own
    waits), and only when the engine says that nothing can happen before the next due time.
    """

    skipping = True

    def __init__(self, read: Callable[[], float] = time.time) -> None:
        self._read = read
        self._skipped_ms = 0
        self._guard = threading.Lock()
        self._sleeper: Callable[[float], None] | None = None

    def now(self) -> int:
        """The present moment in epoch milliseconds; it never goes back."""
        return int(self._read() * 1000) + self._skipped_ms

    @property
    def skipped(self) -> float:
        """How many seconds have been skipped so far."""
        return self._skipped_ms / 1000

    def jump_to(self, moment: int) -> None:
        """Make it at least ``moment`` (epoch milliseconds)."""
        with self._guard:
            ahead = moment - self.now()
            if ahead > 0:
                self._skipped_ms += ahead

    def attach(self, sleeper: Callable[[float], None]) -> None:
        """Let the engine, which knows what is due on the way, do the sleeping."""
        self._sleeper = sleeper

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass at once; everything that falls due on the way happens in order."""
        if self._sleeper is not None:
            self._sleeper(seconds)
        else:
            self.jump_to(self.now() + int(seconds * 1000))
