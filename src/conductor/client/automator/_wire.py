"""The three requests of a worker, as the runtime sees them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Callable, Protocol

from conductor.client.exceptions import AmbiguousAnswer, ApiException, NotSupportedByServer

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult


class PendingReport(AmbiguousAnswer):
    """A report was sent and has no answer yet, which may still come: repeating it now could be needless."""

    task: Task | None = None  # the next task, once the answer is there
    missed = 0  # how often it was looked for in vain

    def look(self) -> bool:
        """Whether the answer is there. Does not wait. Raises what the report would have raised."""
        raise NotImplementedError


class Wire(Protocol):
    """What a worker needs of the server; one for each thread. Raises ``ApiException`` and
    ``EncodingError``, and for a report that is not answered soon ``PendingReport``.
    """

    def poll(
        self, task_type: str, *, worker_id: str, count: int, timeout_ms: int, domain: str | None = None
    ) -> list[Task]:
        """Take up to ``count`` tasks; the server may wait ``timeout_ms`` for them."""
        ...

    def update(self, task_result: TaskResult, /) -> None:
        """Report a result; no task comes back."""
        ...

    def update_and_poll(self, task_result: TaskResult, /) -> Task | None:
        """Report a result and take the next task, if there is one."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class Wires:
    """A wire for each thread that asks for one."""

    def __init__(self, make: Callable[[], Wire]) -> None:
        self._make = make
        self._local = threading.local()

    def here(self) -> Wire:
        """The calling thread's wire."""
        try:
            return self._local.wire  # type: ignore[no-any-return]
        except AttributeError:
            self._local.wire = wire = self._make()
            return wire

    def leave(self) -> None:
        """Close the calling thread's wire."""
        wire: Wire | None = self._local.__dict__.pop("wire", None)
        if wire is not None:
            wire.close()


def to_server(configuration: Configuration, metrics: Any = None) -> Wires:
    """Return wires to the configuration's server."""

    def make() -> Wire:
        from conductor.client.automator._task_wire import TaskWire

        return TaskWire(configuration, metrics)

    return Wires(make)


def lacks_route(error: BaseException) -> bool:
    """Whether the server does not know update-v2 at all, in contrast to not knowing the task."""
    if isinstance(error, NotSupportedByServer):
        return True
    if not isinstance(error, ApiException):
        return False
    if error.status == 405:
        return True
    return error.status == 404 and "no static resource" in str(error.body or error.message or "").lower()
