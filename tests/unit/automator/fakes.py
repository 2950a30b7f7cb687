"""A server made of lists, and a clock that is set by hand."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.exceptions import ApiException, NotFound, NotSupportedByServer
from conductor.client.http.models.task import Task

if TYPE_CHECKING:
    from conductor.client.http.models.task_result import TaskResult


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


def task(number: int, **fields: Any) -> Task:
    return Task(
        task_id=f"t{number}",
        workflow_instance_id=f"w{number}",
        task_def_name="kind",
        input_data={"n": number},
        **fields,
    )


class FakeWire:
    """Answers from what it holds; ``errors`` are raised first, one per request of that kind."""

    def __init__(self, tasks: int = 0) -> None:
        self.tasks: deque[Task] = deque(task(n) for n in range(tasks))
        self.polls: list[tuple[str, int, int, str | None]] = []
        self.reports: list[tuple[str, TaskResult]] = []
        self.errors: dict[str, list[BaseException]] = {"poll": [], "v1": [], "v2": []}
        self.on_idle: Callable[[], None] = lambda: None
        self.lock = threading.Lock()
        self.closed = 0

    def poll(
        self, task_type: str, *, worker_id: str, count: int, timeout_ms: int, domain: str | None = None
    ) -> list[Task]:
        with self.lock:
            self.polls.append((task_type, count, timeout_ms, domain))
            self._raise("poll")
            found = [self.tasks.popleft() for _ in range(min(count, len(self.tasks)))]
        if not found:
            self.on_idle()
        return found

    def update(self, task_result: TaskResult, /) -> None:
        with self.lock:
            self._raise("v1")
            self.reports.append(("v1", task_result))

    def update_and_poll(self, task_result: TaskResult, /) -> Task | None:
        with self.lock:
            self._raise("v2")
            self.reports.append(("v2", task_result))
            return self.tasks.popleft() if self.tasks else None

    def close(self) -> None:
        self.closed += 1

    def _raise(self, kind: str) -> None:
        if self.errors[kind]:
            raise self.errors[kind].pop(0)


class OneWire:
    """The same wire for every thread."""

    def __init__(self, wire: FakeWire) -> None:
        self.wire = wire

    def here(self) -> FakeWire:
        return self.wire

    def leave(self) -> None:
        self.wire.close()


def failed(status: int, body: str = "") -> ApiException:
    kind = NotFound if status == 404 else ApiException
    return kind(status=status, reason="injected", body=body)


def no_route() -> NotSupportedByServer:
    return NotSupportedByServer(status=404, reason="Not Found", body='{"message": "No static resource"}')
