"""One worker at work: polls, slots, reports, and an orderly end."""

from __future__ import annotations

import inspect
import logging
import time
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from conductor.client.automator import _settings
from conductor.client.automator._async_slots import AsyncSlots
from conductor.client.automator._contact import Contact
from conductor.client.automator._events import Events
from conductor.client.automator._execution import Execution
from conductor.client.automator._intake import Intake
from conductor.client.automator._job import Job
from conductor.client.automator._ledger import Held, Ledger, NoLedger
from conductor.client.automator._outbox import Outbox
from conductor.client.automator._pace import IDLE_POLL_MS, Pace, Poll
from conductor.client.automator._reporter import Reporter
from conductor.client.automator._slots import Slots
from conductor.client.http.models.task_result import TaskResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conductor.client.automator._settings import Settings
    from conductor.client.automator._wire import Wires
    from conductor.client.http.models.task import Task
    from conductor.client.worker.worker_interface import WorkerInterface

# Guide: its lines come from there.
logger = logging.getLogger("conductor.client.automator.task_runner")

OUTBOX_CAPACITY = 100
_LAST_REPORT = 1.0  # seconds that the report which is on its way gets at least
_POLL_ANSWER = 5.0  # seconds beyond the grace time in which an open poll must have been answered


class Left(NamedTuple):
    """What a worker leaves undone: tasks whose function still runs, and results that were not delivered."""

    running: list[Held]
    undelivered: list[Held]


class Runner:
    """Serves one worker's tasks from :meth:`start` to :meth:`drain`."""

    def __init__(
        self,
        worker: WorkerInterface,
        settings: Settings,
        wires: Wires,
        events: Events | None = None,
        ledger: Ledger | NoLedger | None = None,
        workers: int = 1,
        lease: Any = None,
        meter: Any = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.worker = worker
        self.settings = settings
        self.names = worker.task_definition_names
        self._wires = wires
        self._events = events or Events()
        self._ledger: Ledger | NoLedger = ledger or NoLedger()
        self._lease = lease
        self._meter = meter
        self._warned = False
        self._clock = clock
        label = self.names[0]
        contact = Contact(f"worker {label}", clock)
        several = len(self.names) > 1
        timeout = settings.poll_timeout
        if several:  # each in turn: none may wait long for the others
            timeout = (IDLE_POLL_MS if timeout is None else timeout) // len(self.names)
        self._pace = Pace(settings.poll_interval, timeout, workers)
        self._outbox = Outbox(
            wires,
            contact,
            OUTBOX_CAPACITY,
            self._settled,
            self._given_up,
            clock,
            f"conductor-{label}-outbox",
        )
        self.intake = Intake(
            self._fetch,
            self._pace,
            contact,
            self._may_poll,
            self._ledger.expect,
            clock,
        )
        self._outbox.on_room = self.intake.wake
        self._outbox.late = lambda task: self._hand_back(self._accept(task))
        contact.on_recovery = self._outbox.hurry
        self._reporter = Reporter(
            wires, contact, self._outbox, self._settled, self._given_up, chain=not several, meter=meter
        )
        self._execution = Execution(
            worker, settings.worker_id, self._events, lease, None if meter is None else meter.active_changed
        )
        kind = AsyncSlots if _is_async(worker) else Slots
        self._slots: Slots | AsyncSlots = kind(
            settings.thread_count,
            label,
            self.intake,
            self._execution,
            self._reporter,
            self._accept,
            wires.leave,
        )

    def start(self, prepare: bool = False) -> None:
        """Start polling. ``prepare``: also the threads that are otherwise started when they are needed."""
        if prepare:
            self._outbox.prepare()
            if self._lease is not None:
                self._lease.prepare()
        self._slots.start()

    def stop_polling(self) -> None:
        """No new task from now on: no poll, and reports that bring none."""
        self._reporter.chain = False
        self.intake.stop()

    def once(self) -> bool:
        """Poll once in this thread, run and report what came; False when nothing did."""
        asked = Poll(self.settings.thread_count, self._pace.idle_ms if self.settings.thread_count == 1 else 0)
        jobs = self._fetch(asked)
        for job in jobs:
            following: Job | None = job
            while following is not None:
                self._execution.run(following)
                task = self._reporter.report(following)
                following = None if task is None else self._accept(task)
        self._outbox.deliver_due()
        return bool(jobs)

    def drain(self, grace: float) -> Left:
        """Let what runs finish and what is done be delivered, within ``grace`` seconds; return what is
        left.
        """
        until = self._clock() + grace
        self.stop_polling()
        self._outbox.hurry_at_last()
        self._slots.join(max(0.0, until - self._clock()))
        self._outbox.hurry()
        self._outbox.wait_empty(max(0.0, until - self._clock()))
        for job in self.intake.finish(_POLL_ANSWER):  # an open poll is never cut: its answer may hold a task
            self._hand_back(job)
        self._outbox.wait_empty(max(_LAST_REPORT, until - self._clock()))
        self._outbox.stop(max(_LAST_REPORT, until - self._clock()))
        undelivered = self._outbox.waiting()
        for job in undelivered:
            self._give_up(job)
        return Left(self.running(), [held(job.task) for job in undelivered])

    def running(self) -> list[Held]:
        """The tasks whose functions still run."""
        waiting = {id(job) for job in self._outbox.waiting()}
        return [held(job.task) for job in self._slots.running() if id(job) not in waiting]

    def idle(self) -> bool:
        """Whether every slot has ended."""
        return self._slots.join(0)

    def _fetch(self, asked: Poll) -> Sequence[Job]:
        task_type = self.worker.get_task_definition_name() or self.names[0]
        worker_id, domain = self.settings.worker_id, self.settings.domain
        self._events.poll_started(task_type, worker_id, asked.count)
        started = self._clock()
        try:
            tasks = self._wires.here().poll(
                task_type, worker_id=worker_id, count=asked.count, timeout_ms=asked.timeout_ms, domain=domain
            )
        except Exception as error:
            self._events.poll_failed(task_type, self._clock() - started, error)
            raise
        finally:
            self.worker.clear_task_definition_name_cache()
        self._events.poll_completed(task_type, self._clock() - started, len(tasks))
        return [self._accept(task, task_type) for task in tasks]

    def _accept(self, task: Task, task_type: str | None = None) -> Job:
        if task.response_timeout_seconds == 0 and not self._warned:
            self._warned = True
            logger.warning(
                "Task %s has no responseTimeoutSeconds: should a worker vanish, its task would wait for ever",
                task.task_def_name or self.names[0],
            )
        return Job(
            task,
            task_type or task.task_def_name or task.task_type or self.names[0],
            self._ledger.enter(held(task)),
        )

    def _hand_back(self, job: Job) -> None:
        """A task came too late, no slot waits for it: it goes back to its queue."""
        task = job.task
        logger.info("Task %s came late, it goes back to its queue", task.task_id)
        job.result = TaskResult(
            task_id=task.task_id,
            workflow_instance_id=task.workflow_instance_id,
            worker_id=self.settings.worker_id,
            status="IN_PROGRESS",
            callback_after_seconds=0,
            output_data=task.output_data or {},
        )
        self._outbox.add(job)

    def _may_poll(self) -> bool:
        if self._outbox.full:
            if self._meter is not None:
                self._meter.queue_full()
            return False
        if _settings.is_paused(self.worker, self.settings):
            if self._meter is not None:
                self._meter.paused()
            return False
        return True

    def _settled(self, job: Job) -> None:
        self._ledger.strike(job.row)

    def _given_up(self, job: Job) -> None:
        self._give_up(job)

    def _give_up(self, job: Job) -> None:
        """Say, without its payload, that a result will not be delivered."""
        error = job.error or TimeoutError("the worker stopped first")
        logger.error(
            "The result of task %s (%s) of workflow %s was not delivered after %d tries: %s",
            job.task.task_id, job.task_type, job.task.workflow_instance_id, job.attempts, error,
            extra={"task_id": job.task.task_id, "workflow_id": job.task.workflow_instance_id},
        )  # fmt: skip
        if job.result is not None:
            self._events.update_failed(
                job.task_type, job.result, self.settings.worker_id, error, job.attempts
            )


def held(task: Task) -> Held:
    """What is remembered of a task that was taken."""
    return Held(task.task_id or "", task.workflow_instance_id or "", task.poll_count or 0)


def _is_async(worker: WorkerInterface) -> bool:
    if not hasattr(worker, "execute_async"):
        return False
    told: Any = getattr(worker, "is_async", False)
    return bool(told) and not inspect.ismethod(told)
