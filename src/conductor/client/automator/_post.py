"""A worker's post in a handler: filled by one place after the other, should they crash."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.automator import _launch
from conductor.client.automator._place import Place, ProcessPlace, ThreadPlace

if TYPE_CHECKING:
    from conductor.client.automator._ledger import Held
    from conductor.client.automator._supervisor import Supervisor
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)

_STALLED = 30.0  # seconds of silence
_REMEMBERED = 1000


class Limits:
    """How a crashed worker is started again: seconds before the first and at most, and how often (0:
    always).
    """

    def __init__(
        self, first: float = 1.0, most: float = 60.0, attempts: int = 0, stalled: bool = False
    ) -> None:
        self.first = first
        self.most = most
        self.attempts = attempts
        self.stalled = stalled


class Post:
    """Keeps one worker served. Only the supervisor's thread calls it once it has started."""

    def __init__(
        self,
        worker: WorkerInterface,
        make: Callable[[str], Place],
        isolation: str,
        limits: Limits,
        restarted: Callable[[str], None] = lambda name: None,
        died: Callable[[int | None], None] = lambda pid: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.worker = worker
        self.name = worker.task_definition_names[0]
        self.isolation = isolation
        self.restart_count = 0
        self.stalled = False
        self.given_up = False
        self._make = make
        self._limits = limits
        self._restarted = restarted
        self._died = died
        self._clock = clock
        self._next_start: float | None = None
        self._started_at = 0.0
        self._quick = 0
        self._suspects: OrderedDict[str, int] = OrderedDict()
        self._settled = False
        self._started = False
        self.settled_in = threading.Event()  # whether it can have a process is decided
        self.place = make(isolation)

    @property
    def process(self) -> Any:
        """The process, or what stands for it."""
        return self.place.process

    def start(self) -> None:
        """Start the worker; the caller's thread is the one that starts the handler."""
        self._started_at = self._clock()
        self.place.start()
        self._started = True

    def waitables(self) -> list[Any]:
        """What to wait for."""
        return [] if self._next_start is not None or self.given_up else self.place.waitables()

    def ready(self) -> bool:
        """Whether the worker polls."""
        return bool(self.process.is_alive()) and (
            self.place.told_started if isinstance(self.place, ProcessPlace) else True
        )

    def alive(self) -> bool:
        """Whether the worker is served and heard of."""
        return bool(self.process.is_alive()) and not self.stalled

    def look(self, supervisor: Supervisor) -> None:
        """See what became of the worker and do what is needed."""
        if self.given_up or not self._started:
            return
        if self._next_start is not None:
            if self._clock() >= self._next_start:
                self._start_again()
            return
        why = self.place.hear()
        if self.ready():
            self.settled_in.set()
        if why is not None or (self.place.ended() and self.process.exitcode == _launch.GUARD_MISSING):
            self._move_to_thread(why)
        elif self.place.ended():
            self._crashed(supervisor)
        else:
            self._check_pulse()

    def stop(self, grace: float) -> None:
        """Ask it to drain."""
        if self._started and self._next_start is None and not self.given_up:
            self.place.stop(grace)
        else:
            self._settled = True

    def settle(self, supervisor: Supervisor) -> bool:
        """While stopping: whether the worker has ended and what it held is taken care of."""
        if not self._settled:
            self.place.hear()
            if self.place.ended():
                self.place.hear()
                self._return_remains(supervisor)
                self._died(self.process.pid)
                self._settled = True
        return self._settled

    def finish(self, supervisor: Supervisor) -> None:
        """The time is over: end it by force if it has not ended, and let go of it."""
        if not self._settled:
            if isinstance(self.place, ProcessPlace):
                logger.error(
                    "worker %s did not end in time: its process %s is killed", self.name, self.process.pid
                )
            self.place.kill()
            self.place.hear()
            self._return_remains(supervisor)
            self._settled = True
        self.place.close()

    def status(self) -> dict[str, Any]:
        """What is known of it, with upstream's keys and more."""
        process = self.process
        return {
            "worker": self.name,
            "pid": process.pid,
            "alive": bool(process.is_alive()),
            "exitcode": process.exitcode,
            "restart_count": self.restart_count,
            "isolation": self.isolation,
            "stalled": self.stalled,
        }

    def still_running(self) -> list[Held]:
        """After the end: tasks whose functions run on, in threads that nobody can end."""
        return self.place.remains() if isinstance(self.place, ThreadPlace) else []

    def _return_remains(self, supervisor: Supervisor) -> None:
        """Give back what the worker held; what runs on in threads is reported when it ends, see the
        supervisor.
        """
        if isinstance(self.place, ThreadPlace):
            for held in self.place.remains():
                logger.warning("Task %s (%s) runs on: it is reported when it ends", held.task_id, self.name)
            return
        for held in self.place.remains():
            supervisor.returns.hand_back(held)

    def _crashed(self, supervisor: Supervisor) -> None:
        self.place.hear()
        self.settled_in.set()
        code = self.process.exitcode
        remains = self.place.remains()
        said_goodbye = self.place.left is not None
        self._died(self.process.pid)
        self.place.close()
        if not supervisor.restarts or (self._limits.attempts and self.restart_count >= self._limits.attempts):
            self.given_up = True
            logger.error("worker %s has ended (%s) and is not started again", self.name, _how(code))
        else:
            wait = self._wait_before_restart()
            self._next_start = self._clock() + wait
            logger.error(
                "worker %s has ended (%s)%s; it starts again in %.1f s",
                self.name, _how(code), f" with {len(remains)} tasks" if remains else "", wait,
            )  # fmt: skip
        for held in remains:
            if said_goodbye or not self._guilty(held, code):
                supervisor.returns.hand_back(held)
            else:
                supervisor.returns.fail(
                    held, f"the worker's process ended ({_how(code)}) while it ran this task"
                )

    def _guilty(self, held: Held, code: int | None) -> bool:
        """Whether the task is what ends the process: a crash of its own making, or the second end on its
        watch.

        A process killed from outside (SIGKILL, SIGTERM: operator, out of memory) is not the task's doing,
        the first time.
        """
        seen = self._suspects.pop(held.task_id, 0) + 1
        self._suspects[held.task_id] = seen
        while len(self._suspects) > _REMEMBERED:
            self._suspects.popitem(last=False)
        from_outside = code is not None and -code in (signal.SIGTERM, getattr(signal, "SIGKILL", 9))
        return not from_outside or seen > 1

    def _wait_before_restart(self) -> float:
        lived = self._clock() - self._started_at
        self._quick = 0 if lived > self._limits.most else self._quick + 1
        return min(self._limits.most, self._limits.first * 2.0 ** max(0, self._quick - 1))

    def _renew(self) -> None:
        daemon = getattr(self.process, "daemon", False)
        self.place = self._make(self.isolation)
        self.process.daemon = daemon

    def _start_again(self) -> None:
        self._next_start = None
        self.restart_count += 1
        self.stalled = False
        self._renew()
        self._restarted(self.name)
        try:
            self.start()
        except (OSError, RuntimeError, EOFError) as error:  # no memory, no process number left …
            self.place.close()
            wait = self._wait_before_restart()
            self._next_start = self._clock() + wait
            logger.error("worker %s could not be started, next try in %.1f s: %s", self.name, wait, error)
        else:
            logger.info("worker %s was started again (%d)", self.name, self.restart_count)

    def _move_to_thread(self, why: str | None) -> None:
        self.place.close()
        self.isolation = "thread"
        if why is None:
            logger.error(
                "Workers get processes of their own, which import the main script: put what starts "
                "things there under `if __name__ == '__main__':`. Until then worker %s runs in threads of "
                "this process",
                self.name,
            )  # fmt: skip
        else:
            logger.warning(
                "worker %s runs in threads of this process, not in one of its own: %s", self.name, why
            )
        self._renew()
        self.start()
        self.settled_in.set()

    def _check_pulse(self) -> None:
        silent = self.place.silence() if isinstance(self.place, ProcessPlace) else 0.0
        if silent > _STALLED and not self.stalled:
            self.stalled = True
            logger.error(
                "worker %s (process %s) has not been heard of for %.0f s", self.name, self.process.pid, silent
            )
            if self._limits.stalled:
                self.place.kill()
        elif silent <= _STALLED and self.stalled:
            self.stalled = False
            logger.info("worker %s is heard of again", self.name)


def _how(code: int | None) -> str:
    if code is None:
        return "nobody knows how"
    if code < 0:
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"
    return f"exit status {code}"
