"""The servers that an environment can be on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Callable, TypeVar

from conductor.testing._waiting import RealTime, Stuck, Time

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration
    from conductor.devserver.clock import SkippingClock
    from conductor.devserver.engine import Engine
    from conductor.testing._waiting import Ready

T = TypeVar("T")

#: Real seconds in which nothing could happen, after which a run counts as stuck; longer while a task is
#: queued, since a worker may yet start.
STUCK_SECONDS = 0.25
STUCK_QUEUED_SECONDS = 2.5


@dataclass
class Backend:
    """A server that runs, how time passes on it, and how to leave it."""

    url: str
    ui_url: str
    time: Time
    close: Callable[[], None]
    configuration: Configuration | None = None
    #: The embedded server's engine, which asks mocks itself.
    engine: Engine | None = None


def embedded(*, skipping: bool, db: str | None = None) -> Backend:
    """The embedded server, in this process."""
    from conductor.devserver.clock import RealClock, SkippingClock
    from conductor.devserver.server import DevServer

    clock = SkippingClock() if skipping else RealClock()
    server = DevServer(db=db, clock=clock)
    server.start()
    passing: Time = SkippedTime(server.engine, clock) if isinstance(clock, SkippingClock) else RealTime()
    return Backend(server.url, server.ui_url, passing, server.stop, engine=server.engine)


def real() -> Backend:
    """The real server, started from its jar."""
    from conductor.testing._real_server import RealServer

    server = RealServer().start()
    return Backend(server.url, server.ui_url, RealTime(), server.stop)


def running(url: str | None, configuration: Configuration | None) -> Backend:
    """A server that somebody else has started."""
    from conductor.client.configuration.configuration import Configuration

    found = configuration or Configuration(server_api_url=url)
    return Backend(found.host, found.ui_host, RealTime(), lambda: None, found)


class SkippedTime:
    """The clock of an embedded server that skips whenever nothing else can happen."""

    def __init__(self, engine: Engine, clock: SkippingClock) -> None:
        self._engine = engine
        self._clock = clock

    def now(self) -> datetime:
        """The server's present moment, in UTC."""
        return datetime.fromtimestamp(self._clock.now() / 1000, timezone.utc)

    def sleep(self, seconds: float) -> None:
        """Pass that time at once, with everything that falls due in it."""
        self._clock.sleep(seconds)

    def until(self, ready: Ready[T], seconds: float) -> T | None:
        """Skip from one due time to the next until ``ready()`` gives something."""
        deadline, quiet_since = time.monotonic() + seconds, time.monotonic()
        while True:
            found = ready()
            if found is not None or time.monotonic() > deadline:
                return found
            if not self._is_quiet():
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > (
                STUCK_QUEUED_SECONDS if self._is_queued() else STUCK_SECONDS
            ):
                raise Stuck

    def _is_queued(self) -> bool:
        with self._engine.lock:
            return any(self._engine.queues.sizes().values())

    def _is_quiet(self) -> bool:
        """Skip to what is due next, or wait for something to happen; True when nothing can."""
        engine, keeper = self._engine, self._engine.timekeeper
        with engine.lock:
            idle, due = keeper.idle(), engine.timeline.next(cron=False)
            if idle and due is not None:
                self._clock.jump_to(due)
                keeper.fire_due()
                engine.progress.notify_all()
                return False
            engine.progress.wait(0.02)
            return idle
