"""What is known about a Configuration's token besides the token: its life, and failed attempts to get one."""

from __future__ import annotations

import os
import threading
from typing import Any


class TokenStore:
    """Shared by all clients of one Configuration. Pickled without its lock, forked with a new one."""

    def __init__(self) -> None:
        self.retry_at = 0.0  # seconds since the epoch
        self.last_error: Exception | None = None
        self._failures = 0
        self._known: tuple[str, float | None] = ("", None)
        self._lock = threading.RLock()
        self._pid = os.getpid()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_lock": None, "_pid": 0, "last_error": None, "retry_at": 0.0}

    @property
    def lock(self) -> Any:
        """Held while a token is fetched."""
        if self._pid != os.getpid():
            self._lock, self._pid = threading.RLock(), os.getpid()
        return self._lock

    def life(self, token: str, longest_ms: float) -> float:
        """Milliseconds from its arrival that the token is good for, as far as we know."""
        known, life = self._known
        return longest_ms if known != token or life is None else min(life, longest_ms)

    def succeeded(self, token: str, life_ms: float | None) -> None:
        """A new token has come."""
        self._failures, self.retry_at, self.last_error = 0, 0.0, None
        self._known = (token, life_ms)

    def failed(self, error: Exception, now: float, longest_pause: float) -> float:
        """No token has come; returns the seconds until the next attempt: 2, 4, 8 …"""
        self._failures += 1
        pause = min(2.0**self._failures, longest_pause)
        self.retry_at, self.last_error = now + pause, error
        return pause
