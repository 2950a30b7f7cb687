"""The thread that does what is due, and the rules by which time may skip."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Callable

from conductor.devserver import statuses
from conductor.devserver.clock import SkippingClock
from conductor.devserver.mocks import assign_due
from conductor.devserver.timeline import CRON, Entry

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

logger = logging.getLogger(__name__)

#: Real seconds for which a queue counts as polled after its last poll.
LIVE_POLLER_SECONDS = 1.5
#: Real seconds that a sleep waits for workers that hold tasks before time moves on without them.
PATIENCE_SECONDS = 5.0
_TICK = 0.002


class Timekeeper:
    """Fires the entries of the engine's timeline."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._wake = threading.Condition(engine.lock)
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._sleeping = 0

    # -- the thread
    def start(self) -> None:
        """Begin to keep time."""
        self._thread = threading.Thread(target=self._run, name="conductor-time", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Keep time no more."""
        self._stopped = True
        self.hurry()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(2)

    def hurry(self) -> None:
        """Look again at what is due."""
        with self._engine.lock:
            self._wake.notify()

    def _run(self) -> None:
        while not self._stopped:
            try:
                self._once()
            except Exception:
                logger.exception("the embedded server's timer")
                time.sleep(0.1)

    def _once(self) -> None:
        engine = self._engine
        with engine.lock:
            if not engine.has_more:
                due = engine.timeline.next()
                wait = None if due is None else (due - engine.now()) / 1000
                if wait is None or wait > 0:
                    self._wake.wait(None if wait is None else min(wait, 3600))
            if self._stopped:
                return
            self.fire_due()
        if engine.has_more:
            time.sleep(0)  # let a request have the lock

    def fire_due(self) -> None:
        """Do everything that is due now."""
        engine = self._engine
        with engine.turn():
            for _ in range(200):
                entry = engine.timeline.pop_due(engine.now())
                if entry is None:
                    return
                self._fire(entry)

    def _fire(self, entry: Entry) -> None:
        engine = self._engine
        if entry.kind == "execution":
            execution = engine.find(entry.key)
            if execution is not None:
                execution.check_at = 0
                engine.touch(execution)
        elif entry.kind == "queue":
            engine.arrived(entry.key)
            due = engine.queues.get(entry.key)
            if due.ready(engine.now()):
                engine.arrived(entry.key)
            later = due.next_due()
            if later is not None:
                engine.alarm("queue", entry.key, later)
        elif entry.kind == "mock":
            assign_due(engine, entry.key)
        elif entry.kind == CRON:
            # A schedule fires when real time reaches it, and within a sleep: skipping passes over it.
            if self._sleeping or not engine.clock.skipping:
                engine.schedules.fire(entry.key, entry.due)
            else:
                engine.schedules.pass_over(entry.key)

    # -- skipping
    def idle(self) -> bool:
        """Whether nothing can happen before the next due time.

        No worker holds a task, no queued task has a live poller, the server works on nothing.
        """
        engine = self._engine
        if engine.has_more or engine.jobs.running:
            return False
        now, real = engine.now(), time.time()
        for queue in engine.queues.all():
            polled = queue.waiting or real - queue.last_poll < LIVE_POLLER_SECONDS
            if polled and queue.ready(now):
                return False
        return not self._held()

    def _held(self) -> bool:
        for execution in self._engine.executions.values():
            if execution.status == statuses.RUNNING:
                for task in execution.pending.values():
                    held_by_none = task.system or task.unattended
                    if task.status == statuses.IN_PROGRESS and not held_by_none:
                        return True
        return False

    def skip_until(self, done: Callable[[], bool], deadline: float, *, cron: bool = False) -> bool:
        """Skip from due time to due time until ``done``; False when real time reaches ``deadline`` first.

        To be called under the engine's lock, which is released while waiting.
        """
        engine = self._engine
        clock = engine.clock
        while not done():
            left = deadline - time.time()
            if left <= 0 or self._stopped:
                return False
            due = engine.timeline.next(cron=cron)
            if isinstance(clock, SkippingClock) and due is not None and self.idle():
                clock.jump_to(due)
                self.fire_due()
                engine.progress.notify_all()
                continue
            step = min(left, 0.05) if clock.skipping else left
            engine.progress.wait(step)
        return True

    def sleep(self, seconds: float, patience: float = PATIENCE_SECONDS) -> None:
        """Let ``seconds`` of a skipping clock pass; schedules fire on the way.

        A task that a worker holds is waited for, ``patience`` real seconds at most.
        """
        engine = self._engine
        clock = engine.clock
        assert isinstance(clock, SkippingClock)
        with engine.lock:
            target = engine.now() + int(seconds * 1000)
            give_up = time.time() + patience
            self._sleeping += 1
            while engine.now() < target and not self._stopped:
                if not self.idle() and time.time() < give_up:
                    engine.progress.wait(_TICK)
                    continue
                due = engine.timeline.next()
                clock.jump_to(target if due is None else max(min(due, target), engine.now()))
                self.fire_due()
                engine.progress.notify_all()
            self.fire_due()
            self._sleeping -= 1
