"""Giving back tasks that a worker left undone: to the queue, or as failed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from conductor.client.automator._contact import Contact
from conductor.client.automator._job import Job
from conductor.client.automator._outbox import Outbox
from conductor.client.automator._wire import Wires
from conductor.client.exceptions import NotFound, NotSupportedByServer
from conductor.client.http.models.task import Task
from conductor.client.http.models.task_result import TaskResult

if TYPE_CHECKING:
    from conductor.client.automator._ledger import Held
    from conductor.client.automator._wire import Wire
    from conductor.client.configuration.configuration import Configuration

logger = logging.getLogger(__name__)

_CAPACITY = 10_000


class Returns:
    """Reports on behalf of a worker that cannot any more; repeated like any other result, off the caller's
    thread.
    """

    def __init__(self, wires: Wires, configuration: Configuration) -> None:
        self._outbox = Outbox(
            Wires(lambda: _Returning(wires.here(), configuration)),
            Contact("handing back tasks"),
            _CAPACITY,
            lambda job: None,
            self._given_up,
            thread_name="conductor-returns",
        )

    def prepare(self) -> None:
        """Start its thread now; otherwise the first task does."""
        self._outbox.prepare()

    def hand_back(self, held: Held) -> None:
        """Put a task back into its queue, for any worker, at once. Its present output stays."""
        logger.warning(
            "Task %s of workflow %s goes back to its queue: its worker ended first",
            held.task_id, held.workflow_id,
            extra={"task_id": held.task_id, "workflow_id": held.workflow_id},
        )  # fmt: skip
        # Server: an update with IN_PROGRESS puts the task into its queue again.
        self._send(held, TaskResult(status="IN_PROGRESS", callback_after_seconds=0))

    def fail(self, held: Held, reason: str) -> None:
        """Fail a task: the server retries it as its definition says."""
        logger.error(
            "Task %s of workflow %s failed: %s", held.task_id, held.workflow_id, reason,
            extra={"task_id": held.task_id, "workflow_id": held.workflow_id},
        )  # fmt: skip
        self._send(held, TaskResult(status="FAILED", reason_for_incompletion=reason, output_data={}))

    def finish(self, seconds: float) -> None:
        """Wait until everything is delivered, at most ``seconds``."""
        self._outbox.hurry()
        if not self._outbox.wait_empty(seconds):
            for job in self._outbox.waiting():
                self._given_up(job)
        self._outbox.stop(1.0)

    def _send(self, held: Held, result: TaskResult) -> None:
        result.task_id, result.workflow_instance_id = held.task_id, held.workflow_id
        job = Job(Task(task_id=held.task_id, workflow_instance_id=held.workflow_id), "")
        job.result = result
        self._outbox.add(job)

    def _given_up(self, job: Job) -> None:
        logger.error("Task %s could not be handed back: it waits for its time-out", job.task.task_id)


class _Returning:
    """A wire that leaves a task's output as it is. Server: an update replaces the whole output."""

    def __init__(self, wire: Wire, configuration: Configuration) -> None:
        self._wire = wire
        self._configuration = configuration
        self.poll = wire.poll
        self.update_and_poll = wire.update_and_poll
        self.close = wire.close

    def update(self, task_result: TaskResult, /) -> None:
        """Report; nothing where the task is no longer in progress."""
        if task_result.output_data is None:
            output = self._present_output(task_result.task_id or "")
            if output is None:
                return
            task_result.output_data = output
        self._wire.update(task_result)

    def _present_output(self, task_id: str) -> dict[str, Any] | None:
        """The task's output as the server has it; None when the task is no longer open."""
        from conductor.client.http.api.task_resource_api import TaskResourceApi
        from conductor.client.http.api_client import ApiClient

        try:
            task = TaskResourceApi(ApiClient(self._configuration)).get_task(task_id, _request_timeout=10.0)
        except NotSupportedByServer:
            return {}
        except NotFound:
            return None
        return (task.output_data or {}) if task.status == "IN_PROGRESS" else None
