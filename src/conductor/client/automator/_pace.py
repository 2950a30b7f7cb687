"""How many tasks to ask for, how long the server may wait, and when to ask again."""

from __future__ import annotations

from dataclasses import dataclass

from conductor.client.automator import _verdict
from conductor.client.automator._backoff import Backoff
from conductor.client.exceptions import AuthorizationException

# Server: it answers 400 to a poll that would wait longer.
LONGEST_POLL_MS = 5000
IDLE_POLL_MS = 1000
UPSTREAM_POLL_MS = 100  # the default of poll_timeout, which upstream never used
MOST_OPEN_POLLS = 40  # long polls that the workers of one handler keep open at a time, on average
_MOST_WAIT = 5.0  # seconds between two tries at a server that is down
_MOST_WAIT_UNAUTHORISED = 30.0


@dataclass(frozen=True)
class Poll:
    """One request for tasks."""

    count: int
    timeout_ms: int


class Pace:
    """Plans the polls of one worker. Pure: told what happened, it says what to do.

    Idle: one task, and the server holds the poll. Server: with a count above 1 it would wait the whole
    time-out although a task is there. Flowing: as many as there are free slots, and no waiting.
    """

    def __init__(
        self,
        poll_interval_ms: float = 100,
        poll_timeout_ms: int | None = None,
        workers: int = 1,
        backoff: Backoff | None = None,
    ) -> None:
        share = min(1.0, MOST_OPEN_POLLS / max(1, workers))
        idle = IDLE_POLL_MS if poll_timeout_ms is None else min(poll_timeout_ms, LONGEST_POLL_MS)
        self.idle_ms = int(idle * share)
        # Seconds from the start of one empty poll to the next: the interval asked for, and the share of this
        # worker.
        self.interval = max(poll_interval_ms / 1000, idle / 1000 if share < 1 else 0.01)
        self.flowing = False
        self._backoff = backoff or Backoff(0.1, _MOST_WAIT)
        self._unauthorised = Backoff(0.5, _MOST_WAIT_UNAUTHORISED)

    def plan(self, free: int) -> Poll:
        """Return the next request, with ``free`` slots waiting for tasks."""
        if self.flowing and free > 1:
            return Poll(free, 0)
        return Poll(1, self.idle_ms)

    def answered(self, asked: Poll, received: int, took: float) -> float:
        """Note an answer that took ``took`` seconds; return how many seconds to wait before the next
        request.
        """
        self._backoff.reset()
        self._unauthorised.reset()
        filled = self.flowing and asked.timeout_ms == 0
        self.flowing = received >= asked.count
        if received or filled:
            return 0.0
        return max(0.0, self.interval - took)

    def failed(self, error: BaseException) -> float:
        """Note a failure; return how many seconds to wait before the next request."""
        self.flowing = False
        backoff = self._unauthorised if isinstance(error, AuthorizationException) else self._backoff
        return backoff.next(_verdict.wait_of(error))
