"""One heap of due times."""

from __future__ import annotations

import heapq
from typing import NamedTuple


class Entry(NamedTuple):
    """Something that is due: ``kind`` says what, ``key`` which one."""

    due: int
    kind: str
    key: str


#: Entries of this kind fire only when real time reaches them, or within an explicit sleep.
CRON = "cron"


class Timeline:
    """What will be due when (epoch milliseconds); one entry per kind and key, the latest one counts."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._due: dict[tuple[str, str], int] = {}

    def set(self, kind: str, key: str, due: int) -> bool:
        """Make ``key`` due at ``due``; True when it is now the first of all."""
        if self._due.get((kind, key)) == due:
            return False
        self._due[kind, key] = due
        heapq.heappush(self._heap, Entry(due, kind, key))
        if len(self._heap) > 64 and len(self._heap) > 4 * len(self._due):
            self._heap = [Entry(at, *name) for name, at in self._due.items()]
            heapq.heapify(self._heap)
        return self._heap[0].due == due

    def clear(self, kind: str, key: str) -> None:
        """Forget about ``key``."""
        self._due.pop((kind, key), None)

    def next(self, *, cron: bool = True) -> int | None:
        """When the first entry is due; without ``cron`` those of schedules do not count."""
        self._drop_stale()
        if cron or not self._heap:
            return self._heap[0].due if self._heap else None
        return min((at for (kind, _), at in self._due.items() if kind != CRON), default=None)

    def pop_due(self, now: int) -> Entry | None:
        """Take the first entry that is due at ``now``."""
        self._drop_stale()
        if not self._heap or self._heap[0].due > now:
            return None
        entry = heapq.heappop(self._heap)
        del self._due[entry.kind, entry.key]
        return entry

    def _drop_stale(self) -> None:
        heap = self._heap
        while heap and self._due.get((heap[0].kind, heap[0].key)) != heap[0].due:
            heapq.heappop(heap)
