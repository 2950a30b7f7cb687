"""Results that the server has not taken yet."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Callable

from conductor.client.automator import _verdict
from conductor.client.automator._backoff import Backoff
from conductor.client.automator._refusal import refused
from conductor.client.automator._verdict import Verdict
from conductor.client.automator._wire import PendingReport
from conductor.client.exceptions import AmbiguousAnswer, NotFound

if TYPE_CHECKING:
    from conductor.client.automator._contact import Contact
    from conductor.client.automator._job import Job
    from conductor.client.automator._wire import Wires
    from conductor.client.http.models.task import Task

logger = logging.getLogger(__name__)

_FIRST_WAIT, _MOST_WAIT = 0.05, 5.0  # seconds between two tries of one result
_LOOK = 0.2  # seconds between two looks for an answer that is late
_LOOKS = 25  # so often; then the report is repeated, and only a task in the late answer is still looked for
_LAST_WAIT = 2.0  # seconds for such an answer from when the worker is stopping


class Outbox:
    """Repeats each report until the server takes it or says that the task is gone.

    ``POST /tasks``, never update-v2: a lost answer to that may hold a task, and a repetition would take
    another. ``settled`` is called with each job that is done with, ``given_up`` with each that the server
    refuses, ``late`` with a task that came with an answer for which nobody waited any more. Its thread starts
    with the first result; without ``thread_name`` there is none, and
    :meth:`deliver_due` does the work.
    """

    def __init__(
        self,
        wires: Wires,
        contact: Contact,
        capacity: int,
        settled: Callable[[Job], None],
        given_up: Callable[[Job], None],
        clock: Callable[[], float] = time.monotonic,
        thread_name: str | None = None,
    ) -> None:
        self.capacity = capacity
        self._wires = wires
        self._contact = contact
        self._settled = settled
        self._given_up = given_up
        self._clock = clock
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._open: dict[int, Job] = {}
        self._stopped = False
        self._thread_name = thread_name
        self._thread: threading.Thread | None = None
        self._impatient_at: float | None = None
        self.on_room: Callable[[], None] | None = None
        self.late: Callable[[Task], None] = lambda task: None

    @property
    def full(self) -> bool:
        """Whether polling should wait. What already runs still gets in: no result is ever turned away."""
        return len(self._open) >= self.capacity

    def __len__(self) -> int:
        return len(self._open)

    def waiting(self) -> list[Job]:
        """The jobs whose results are not delivered."""
        with self._changed:
            return list(self._open.values())

    def put(self, job: Job, error: Exception) -> None:
        """Take over a job whose first report failed with ``error``."""
        job.error = error
        job.attempts += 1
        self._take(job, error)

    def add(self, job: Job) -> None:
        """Take over a job that was not reported yet: at once."""
        self._take(job, None)

    def _take(self, job: Job, error: Exception | None) -> None:
        with self._changed:
            self._start_thread()
            self._open[id(job)] = job
            self._again(job, Backoff(_FIRST_WAIT, _MOST_WAIT), error)
            self._changed.notify_all()

    def hurry(self) -> None:
        """The server answers again: everything is due now."""
        with self._changed:
            now = self._clock()
            self._due = [(min(due, now), order, errand) for due, order, errand in self._due]
            heapq.heapify(self._due)
            self._changed.notify_all()

    def hurry_at_last(self) -> None:
        """The worker is stopping: as :meth:`hurry`, and soon no late answer is waited for any more."""
        self._impatient_at = self._clock() + _LAST_WAIT
        self.hurry()

    def prepare(self) -> None:
        """Start its thread now: when the program's main part is over, Python 3.12 and later start none."""
        with self._changed:
            self._start_thread()

    def _start_thread(self) -> None:
        if self._thread is None and self._thread_name is not None and not self._stopped:
            self._thread = threading.Thread(target=self._run, name=self._thread_name, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        """The body of its thread."""
        try:
            while True:
                with self._changed:
                    while not self._stopped and not self._next_due():
                        self._changed.wait(self._until_due())
                    if self._stopped:
                        return
                self.deliver_due()
        finally:
            self._wires.leave()

    def stop(self, seconds: float) -> None:
        """Deliver no more; wait for the report that is on its way, at most ``seconds``."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)

    def wait_empty(self, seconds: float) -> bool:
        """Wait until everything is delivered; False when the time is over first."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open or self._stopped, seconds) and not self._open

    def deliver_due(self) -> float | None:
        """Try what is due. Return the seconds until the next try, None when nothing waits."""
        while True:
            with self._changed:
                if not self._next_due():
                    return self._until_due()
                _, _, errand = heapq.heappop(self._due)
            errand()

    def _deliver(self, job: Job, backoff: Backoff) -> None:
        try:
            if isinstance(job.error, PendingReport):
                if not self._arrived(job.error):
                    with self._changed:
                        self._again(job, backoff, job.error)
                    return
            else:
                assert job.result is not None
                self._wires.here().update(job.result)
        except Exception as error:  # noqa: BLE001 - judged below
            job.error = error
            verdict = _verdict.of(error, job.attempts)
            job.attempts += 1
            if verdict is Verdict.AGAIN:
                if not isinstance(error, NotFound):
                    self._contact.failed(f"reporting task {job.task.task_id}", error)
                with self._changed:
                    self._again(job, backoff, error)
                return
            if verdict is Verdict.REFUSED and refused(job, error):
                with self._changed:
                    self._again(job, backoff, None)
                return
            if verdict is Verdict.GONE:
                say_gone(job, error)
            else:
                self._given_up(job)
        else:
            self._contact.worked()
        self._remove(job)

    def _arrived(self, pending: PendingReport) -> bool:
        """Whether the answer is there; when it is waited for no longer, the error that says so."""
        if pending.look():
            if pending.task is not None:
                self.late(pending.task)
            return True
        pending.missed += 1
        if pending.missed >= _LOOKS:  # the connection may be dead: nobody would tell us
            with (
                self._changed
            ):  # its result is reported anew, but a task that it brings must not be with nobody
                self._at(_LOOK, partial(self._look_for_task, pending))
            raise AmbiguousAnswer(0, f"{pending.reason}, nor later", transient=True)
        if self._impatient_at is not None and self._clock() >= self._impatient_at:
            raise AmbiguousAnswer(0, "the worker is stopping", transient=True)
        return False

    def _look_for_task(self, pending: PendingReport) -> None:
        try:
            if pending.look():
                if pending.task is not None:
                    self.late(pending.task)
                return
        except Exception as error:  # noqa: BLE001 - its result is on another way
            logger.debug("A late answer never came: %s", error)
            return
        with self._changed:
            self._at(_LOOK, partial(self._look_for_task, pending))

    def _remove(self, job: Job) -> None:
        with self._changed:
            self._open.pop(id(job), None)
            self._changed.notify_all()
        self._settled(job)
        if self.on_room is not None:
            self.on_room()

    def _again(self, job: Job, backoff: Backoff, error: Exception | None) -> None:
        """Deliver the job later; without an error at once."""
        if isinstance(error, PendingReport):
            wait = _LOOK
        else:
            wait = 0.0 if error is None else backoff.next(_verdict.wait_of(error))
        self._at(wait, partial(self._deliver, job, backoff))

    def _at(self, wait: float, errand: Callable[[], None]) -> None:
        heapq.heappush(self._due, (self._clock() + wait, next(self._order), errand))

    def _next_due(self) -> bool:
        return bool(self._due) and self._due[0][0] <= self._clock()

    def _until_due(self) -> float | None:
        return max(0.0, self._due[0][0] - self._clock()) if self._due else None


def say_gone(job: Job, error: Exception) -> None:
    """Log that a result is of no more use: its task or workflow was removed."""
    logger.warning(
        "The server no longer has task %s (%s) of workflow %s: its result is dropped",
        job.task.task_id, job.task_type, job.task.workflow_instance_id,
        extra={"task_id": job.task.task_id, "workflow_id": job.task.workflow_instance_id},
    )  # fmt: skip
