"""The queues that workers poll: one per task type and domain."""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor.devserver.task_run import TaskRun


class Queue:
    """Tasks that wait for a worker: highest priority first, then by the time from which they may go out."""

    def __init__(self) -> None:
        self._ready: list[tuple[int, int, int, str]] = []
        self._delayed: list[tuple[int, int, str]] = []
        self._tasks: dict[str, tuple[int, TaskRun]] = {}
        #: Real time (seconds) of the last poll, and how many polls wait now.
        self.last_poll = 0.0
        self.waiting = 0

    def __len__(self) -> int:
        return len(self._tasks)

    def push(self, number: int, task: TaskRun) -> None:
        """Offer a task from ``task.deliver_at`` on."""
        self._tasks[task.task_id] = (number, task)
        heapq.heappush(self._delayed, (task.deliver_at, number, task.task_id))

    def remove(self, task: TaskRun) -> None:
        """Offer it no more."""
        self._tasks.pop(task.task_id, None)

    def ready(self, now: int) -> bool:
        """Whether a task can be handed out now."""
        self._promote(now)
        return bool(self._ready)

    def _promote(self, now: int) -> None:
        while self._delayed and self._delayed[0][0] <= now:
            due, number, task_id = heapq.heappop(self._delayed)
            known = self._tasks.get(task_id)
            if known is not None and known[0] == number:
                heapq.heappush(self._ready, (-known[1].priority, due, number, task_id))
        while self._ready and not self._is_live(self._ready[0]):
            heapq.heappop(self._ready)

    def _is_live(self, entry: tuple[int, int, int, str]) -> bool:
        known = self._tasks.get(entry[3])
        return known is not None and known[0] == entry[2]

    def take(self, now: int, count: int, may: Callable[[TaskRun], bool]) -> list[TaskRun]:
        """Up to ``count`` tasks that ``may`` be handed out, in the order in which they were offered."""
        self._promote(now)
        chosen: list[tuple[int, TaskRun]] = []
        held: list[tuple[int, int, int, str]] = []
        while self._ready and len(chosen) < count:
            entry = heapq.heappop(self._ready)
            if not self._is_live(entry):
                continue
            number, task = self._tasks[entry[3]]
            if may(task):
                del self._tasks[entry[3]]
                chosen.append((number, task))
            else:
                held.append(entry)
        for entry in held:
            heapq.heappush(self._ready, entry)
        # Server: a batch is chosen by priority and returned in insertion order (priority_order).
        return [task for _, task in sorted(chosen, key=lambda pair: pair[0])]

    def next_due(self) -> int | None:
        """When the next delayed task becomes ready."""
        while self._delayed:
            due, number, task_id = self._delayed[0]
            known = self._tasks.get(task_id)
            if known is not None and known[0] == number:
                return due
            heapq.heappop(self._delayed)
        return None

    def tasks(self) -> Iterator[TaskRun]:
        """Every task in the queue."""
        return (task for _, task in list(self._tasks.values()))


class Queues:
    """All queues by name: ``type``, or ``domain:type``."""

    def __init__(self) -> None:
        self._queues: dict[str, Queue] = {}
        self._numbers = itertools.count(1)

    def get(self, name: str) -> Queue:
        """The queue of that name, made when needed."""
        queue = self._queues.get(name)
        if queue is None:
            queue = self._queues[name] = Queue()
        return queue

    def push(self, task: TaskRun) -> str:
        """Offer a task in its queue; the queue's name."""
        name = name_of(task.type, task.domain)
        self.get(name).push(next(self._numbers), task)
        return name

    def remove(self, task: TaskRun) -> None:
        """Take a task out of its queue."""
        queue = self._queues.get(name_of(task.type, task.domain))
        if queue is not None:
            queue.remove(task)

    def sizes(self) -> dict[str, int]:
        """How many tasks wait in each queue."""
        return {name: len(queue) for name, queue in self._queues.items()}

    def all(self) -> list[Queue]:
        """Every queue."""
        return list(self._queues.values())


def name_of(type_: str, domain: str | None) -> str:
    """A queue's name."""
    return f"{domain}:{type_}" if domain else type_
