"""Waiting longer after each failure, never in step with other workers."""

from __future__ import annotations

import random
from typing import Callable


class Backoff:
    """Seconds to wait: ``first``, doubled each time up to ``most``, each spread over its upper half."""

    def __init__(self, first: float, most: float, chance: Callable[[], float] = random.random) -> None:
        self.first = first
        self.most = most
        self._chance = chance
        self.failures = 0

    def next(self, at_least: float = 0.0) -> float:
        """Count a failure and return how long to wait; ``at_least`` what the server asked for."""
        wait = min(self.most, self.first * 2.0 ** min(self.failures, 30))
        self.failures += 1
        return max(min(at_least, self.most), wait * (0.5 + self._chance() / 2))

    def reset(self) -> None:
        """It works again."""
        self.failures = 0
