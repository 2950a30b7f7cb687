"""Running one task: events, lease, the function, and whatever it does to us."""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.http.models.task_result import TaskResult
from conductor.client.worker import _outcome
from conductor.client.worker._mismatch import Mismatch

if TYPE_CHECKING:
    from conductor.client.automator._events import Events
    from conductor.client.automator._job import Job
    from conductor.client.http.models.task import Task
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)


class Execution:
    """Calls the worker with a task and puts the result into the job. Never raises."""

    def __init__(
        self,
        worker: WorkerInterface,
        worker_id: str,
        events: Events,
        lease: Any = None,
        active: Callable[[int], None] | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._worker = worker
        self._worker_id = worker_id
        self._events = events
        self._lease = lease
        self._active = active
        self._clock = clock
        self._pid = os.getpid()

    def run(self, job: Job) -> None:
        """Run the job in this thread."""
        started = self._begin(job)
        try:
            result = self._worker.execute(job.task)
        except BaseException as error:  # noqa: BLE001 - a class-based worker may raise anything
            result = _outcome.of_error(error, _outcome.blank(job.task, self._worker_id))
        if os.getpid() != self._pid:
            os._exit(0)  # the function has forked and this is the copy: the task is the original's
        self._end(job, result, started)

    async def run_async(self, job: Job) -> None:
        """Run the job on the running event loop."""
        started = self._begin(job)
        worker: Any = self._worker
        try:
            result = await worker.execute_async(job.task)
        except BaseException as error:  # noqa: BLE001 - as above
            result = _outcome.of_error(error, _outcome.blank(job.task, self._worker_id))
        self._end(job, result, started)

    def _begin(self, job: Job) -> float:
        self._events.execution_started(job.task_type, job.task, self._worker_id)
        if self._active is not None:
            self._active(1)
        if self._lease is not None:
            self._lease.begin(job.task)
        return self._clock()

    def _end(self, job: Job, result: Any, started: float) -> None:
        took = self._clock() - started
        if self._lease is not None:
            self._lease.end(job.task)
        if self._active is not None:
            self._active(-1)
        job.result = self._complete(result, job.task)
        raised = _outcome.take_raised(job.result)
        failed = str(job.result.status).startswith("FAILED")
        if failed:
            logger.warning(
                "Task %s (%s) of workflow %s failed: %s",
                job.task.task_id, job.task_type, job.task.workflow_instance_id,
                _for_the_log(job.result.reason_for_incompletion or "no reason given", raised),
                extra={"task_id": job.task.task_id, "workflow_id": job.task.workflow_instance_id},
            )  # fmt: skip
        # Upstream: a function that returns a failure has not raised one; that counts as executed.
        if raised is not None:
            self._events.execution_failed(job.task_type, job.task, self._worker_id, took, raised)
        else:
            self._events.execution_completed(job.task_type, job.task, self._worker_id, took, job.result)

    def _complete(self, result: Any, task: Task) -> TaskResult:
        """What a class-based worker returns may be anything, and lack the ids."""
        if isinstance(result, TaskResult) and result.task_id and result.status is not None:
            return result
        blank = _outcome.blank(task, self._worker_id)
        try:
            return _outcome.of_value(result, task, blank)
        except Exception as error:  # noqa: BLE001 - becomes the task's failure
            return _outcome.of_error(error, blank)


def _for_the_log(reason: str, raised: BaseException | None) -> str:
    """The reason's first line; of an input that does not fit, without the value."""
    line = reason.splitlines()[0]
    unfit = getattr(raised, "__cause__", None)
    return (unfit.without_value(line) if isinstance(unfit, Mismatch) else line)[:300]
