"""Reporting a result, and taking the next task with the answer."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.automator import _verdict, _wire
from conductor.client.automator._outbox import Outbox, say_gone
from conductor.client.automator._refusal import refused
from conductor.client.automator._verdict import Verdict
from conductor.client.exceptions import NotFound

if TYPE_CHECKING:
    from conductor.client.automator._contact import Contact
    from conductor.client.automator._job import Job
    from conductor.client.automator._wire import Wires
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult

logger = logging.getLogger(__name__)


class Reporter:
    """Reports in the slot's own thread, once; what fails goes to the outbox and the slot goes on.

    ``chain``: report with update-v2, whose answer is the next task. It ends for good when the server has no
    such route, and when the worker is stopping: then no new task may be handed out.
    """

    def __init__(
        self,
        wires: Wires,
        contact: Contact,
        outbox: Outbox,
        settled: Callable[[Job], None],
        given_up: Callable[[Job], None],
        chain: bool = True,
        meter: Any = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.chain = chain
        self._slow = False  # the last report was not answered in time
        self._meter = meter
        self._clock = clock
        self._wires = wires
        self._contact = contact
        self._outbox = outbox
        self._settled = settled
        self._given_up = given_up

    def report(self, job: Job, chain: bool = True) -> Task | None:
        """Report the job's result; return the next task if the answer held one (only with ``chain``)."""
        while True:
            try:
                following = self._send(job, chain and self.chain and not (self._slow or self._outbox.full))
            except Exception as error:  # noqa: BLE001 - judged below; nothing may be lost
                if self.chain and _wire.lacks_route(error):
                    self.chain = False
                    logger.info("The server has no update-v2: results are reported one by one")
                    continue
                verdict = _verdict.of(error, job.attempts)
                if verdict is Verdict.REFUSED and refused(job, error):
                    continue
                self._after(job, verdict, error)
                return None
            self._slow = False
            self._contact.worked()
            self._settled(job)
            return following

    def _send(self, job: Job, chain: bool) -> Task | None:
        assert job.result is not None
        if self._meter is None:
            return self._deliver(job.result, chain)
        started = self._clock()
        try:
            following = self._deliver(job.result, chain)
        except Exception as error:
            self._meter.updated(self._clock() - started, error)
            raise
        self._meter.updated(self._clock() - started, None)
        return following

    def _deliver(self, result: TaskResult, chain: bool) -> Task | None:
        wire = self._wires.here()
        if chain:
            return wire.update_and_poll(result)
        wire.update(result)
        return None

    def _after(self, job: Job, verdict: Verdict, error: Exception) -> None:
        if verdict is Verdict.AGAIN:
            # A task in an answer that comes late is with nobody meanwhile: ask for none until it is over.
            self._slow = getattr(error, "timed_out", False)
            if not isinstance(error, NotFound):
                self._contact.failed(f"reporting task {job.task.task_id}", error)
            self._outbox.put(job, error)
            return
        job.error = error
        job.attempts += 1
        if verdict is Verdict.GONE:
            say_gone(job, error)
        else:
            self._given_up(job)
        self._settled(job)
