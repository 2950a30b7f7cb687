"""Free slots and the polls that fill them: one slot polls for all, the others wait."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.automator._contact import Contact
    from conductor.client.automator._job import Job
    from conductor.client.automator._pace import Pace, Poll

logger = logging.getLogger(__name__)

_PAUSE = 1.0  # seconds between two looks whether polling is allowed again
_SLACK = 60.0  # seconds that a poll or a wait may be late before the loop counts as stalled


class Intake:
    """Hands tasks to slots. ``fetch`` does one poll; ``may_poll`` says whether it is allowed now.

    Of the slots that wait, one is the poller; when tasks come it keeps one, gives the others away and leaves
    the polling to the next free slot. So tasks never wait in a queue here, and idle slots cost nothing.
    """

    def __init__(
        self,
        fetch: Callable[[Poll], Sequence[Job]],
        pace: Pace,
        contact: Contact,
        may_poll: Callable[[], bool] = lambda: True,
        expect: Callable[[float | None], None] = lambda seconds: None,
        clock: Callable[[], float] = time.monotonic,
        nap: Callable[[threading.Condition, float], object] = threading.Condition.wait,
    ) -> None:
        self._fetch = fetch
        self._pace = pace
        self._contact = contact
        self._may_poll = may_poll
        self._expect = expect
        self._clock = clock
        self._nap = nap
        self._changed = threading.Condition()
        self._ready: deque[Job] = deque()
        self._waiting = 0
        self._polling = False
        self._woken = False
        self.stopping = False
        self._over = False

    def take(self) -> Job | None:
        """Return the next task; None when the worker is stopping. Blocks, and polls if nobody else does."""
        with self._changed:
            self._waiting += 1
            try:
                while not self._over:
                    if self._ready:
                        return self._ready.popleft()
                    if self._polling:
                        self._changed.wait()
                    elif self.stopping:
                        break
                    else:
                        self._be_the_poller()
                return None
            finally:
                self._waiting -= 1

    def gather(self, free: int) -> list[Job]:
        """Return up to ``free`` tasks, for a taker that is alone; none when the worker is stopping.
        Blocks.
        """
        with self._changed:
            self._waiting = free
            while not self._ready and not self.stopping:
                self._be_the_poller()
            return [] if self._over else self._all()

    def finish(self, seconds: float) -> list[Job]:
        """No slot gets anything any more. Wait until an open poll is answered, at most ``seconds``; return
        the tasks that came too late.
        """
        with self._changed:
            self._over = self.stopping = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._polling, seconds)
            return self._all()

    def _all(self) -> list[Job]:
        jobs = list(self._ready)
        self._ready.clear()
        return jobs

    def stop(self) -> None:
        """No more polls. An open one is answered first, its tasks still come; then every slot gets None."""
        with self._changed:
            self.stopping = True
            self._changed.notify_all()

    def wake(self) -> None:
        """Something that ``may_poll`` looks at has changed: do not wait any longer."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def _be_the_poller(self) -> None:
        """Poll once, then wait as long as the pace says. The lock is held, and released for both."""
        self._polling = True
        try:
            free = self._waiting
            self._changed.release()
            try:
                jobs, wait = self._poll(free)
            finally:
                self._changed.acquire()
            self._ready.extend(jobs)
            if not jobs and wait > 0:
                self._wait(wait)
        finally:
            self._polling = False
            if self.stopping:
                self._changed.notify_all()
            elif self._ready:
                self._expect(None)  # until a slot is free again, nobody polls
                self._changed.notify(len(self._ready))  # those that get one, and the next poller

    def _poll(self, free: int) -> tuple[Sequence[Job], float]:
        asked = self._pace.plan(free)
        self._expect(asked.timeout_ms / 1000 + _SLACK)
        started = self._clock()
        try:
            if not self._may_poll():
                return (), _PAUSE
            jobs = self._fetch(asked)
        except Exception as error:  # noqa: BLE001 - whatever it is, the loop goes on
            self._contact.failed("polling", error)
            return (), self._pace.failed(error)
        self._contact.worked()
        return jobs, self._pace.answered(asked, len(jobs), self._clock() - started)

    def _wait(self, seconds: float) -> None:
        self._woken = False
        self._expect(seconds + _SLACK)
        until = self._clock() + seconds
        while not self.stopping and not self._woken:
            left = until - self._clock()
            if left <= 0:
                return
            self._nap(self._changed, left)
