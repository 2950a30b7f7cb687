"""Which call is made again, and after how long."""

from __future__ import annotations

import random
from typing import Callable

from conductor.client.exceptions import AmbiguousAnswer, ApiException, ConnectionFailed, NotSent, RateLimited

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
_WORTH_ANOTHER_TRY = frozenset({429, 502, 503, 504})


class RetryPolicy:
    """Up to ``attempts`` tries; waits of ``first`` seconds, doubled each time, each ±50 %.

    ``longest`` bounds a wait that the server asks for (Retry-After): beyond it the error is raised at once.
    """

    def __init__(
        self, attempts: int = 4, first: float = 0.15, longest: float = 30.0,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.attempts = attempts
        self.first = first
        self.longest = longest
        self._jitter = jitter

    def wait_before_next(self, error: ApiException, attempt: int, repeatable: bool) -> float | None:
        """Seconds to wait after attempt number ``attempt`` (from 1) failed; None: give up.

        ``repeatable``: doing it twice does no harm. What is not may be repeated only where nothing was done.
        """
        if attempt >= self.attempts or not self._may_help(error, repeatable):
            return None
        wait = self.first * 2.0 ** (attempt - 1) * (0.5 + self._jitter())
        asked = error.retry_after
        if asked is not None:
            return None if asked > self.longest else asked + wait
        return wait

    def _may_help(self, error: ApiException, repeatable: bool) -> bool:
        if isinstance(error, ConnectionFailed) and error.timed_out:
            return False  # the caller has waited long enough
        if isinstance(error, NotSent):
            return error.transient
        if isinstance(error, RateLimited):
            return True  # refused before it was done, whatever the verb
        return repeatable and (isinstance(error, AmbiguousAnswer) or error.status in _WORTH_ANOTHER_TRY)
