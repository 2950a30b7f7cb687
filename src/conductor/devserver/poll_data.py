"""Who polled which queue, and when."""

from __future__ import annotations

import time
from typing import Any


class PollData:
    """The last poll of each queue by domain."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str | None], tuple[str | None, int, float]] = {}

    def note(self, type_: str, domain: str | None, worker_id: str | None, now: int) -> None:
        """Somebody polled. ``now`` is the server's time in epoch milliseconds."""
        self._last[type_, domain] = (worker_id, now, time.time())

    def polled_since(self, type_: str, domain: str | None, real_moment: float) -> bool:
        """Whether the queue was polled after that moment of real time (epoch seconds)."""
        found = self._last.get((type_, domain))
        return found is not None and found[2] >= real_moment

    def of(self, type_: str | None = None) -> list[dict[str, Any]]:
        """The last polls of one task type, or of all."""
        found: list[dict[str, Any]] = []
        for (queue, domain), (worker_id, now, _) in self._last.items():
            if type_ is None or queue == type_:
                entry: dict[str, Any] = {"queueName": queue, "lastPollTime": now}
                if domain is not None:
                    entry["domain"] = domain
                if worker_id is not None:
                    entry["workerId"] = worker_id
                found.append(entry)
        return found
