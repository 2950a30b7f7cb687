"""Giving back tasks that a worker left undone: to the queue, or as failed."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from conductor.client.automator._contact import Contact
from conductor.client.automator._job import Job
from conductor.client.automator._outbox import Outbox
from conductor.client.exceptions import ApiException, NotFound, NotSupportedByServer
from conductor.client.http.models.task import Task
from conductor.client.http.models.task_result import TaskResult

if TYPE_CHECKING:
    from conductor.client.automator._ledger import Held
    from conductor.client.automator._wire import Wires

logger = logging.getLogger(__name__)

_CAPACITY = 10_000


class Returns:
    """Reports on behalf of a worker that cannot any more; repeated like any other result."""

    def __init__(self, wires: Wires, configuration: Any = None) -> None:
        self._configuration = configuration
        self._outbox = Outbox(
            wires, Contact("handing back tasks"), _CAPACITY, lambda job: None, self._given_up
        )
        self._thread: threading.Thread | None = None
        self._wires = wires

    def hand_back(self, held: Held) -> None:
        """Put a task back into its queue, for any worker, at once. Its present output stays."""
        logger.warning(
            "Task %s of workflow %s goes back to its queue: its worker ended first",
            held.task_id, held.workflow_id,
            extra={"task_id": held.task_id, "workflow_id": held.workflow_id},
        )  # fmt: skip
        # Server: an update with IN_PROGRESS puts the task into its queue again, and replaces its whole
        # output.
        output = self._present_output(held)
        if output is None:
            return
        self._report(held, TaskResult(status="IN_PROGRESS", output_data=output, callback_after_seconds=0))

    def fail(self, held: Held, reason: str) -> None:
        """Fail a task: the server retries it as its definition says."""
        logger.error("Task %s of workflow %s failed: %s", held.task_id, held.workflow_id, reason)
        self._report(held, TaskResult(status="FAILED", reason_for_incompletion=reason, output_data={}))

    def finish(self, seconds: float) -> None:
        """Wait until everything is delivered, at most ``seconds``."""
        if self._thread is None:
            return
        self._outbox.hurry()
        if not self._outbox.wait_empty(seconds):
            for job in self._outbox.waiting():
                self._given_up(job)
        self._outbox.stop()
        self._thread.join(5)

    def _report(self, held: Held, result: TaskResult) -> None:
        result.task_id, result.workflow_instance_id = held.task_id, held.workflow_id
        job = Job(Task(task_id=held.task_id, workflow_instance_id=held.workflow_id), "")
        job.result = result
        try:
            self._wires.here().update(result)
        except NotFound:
            return
        except Exception as error:  # noqa: BLE001 - the outbox judges it
            self._outbox.put(job, error)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._outbox.run, name="conductor-returns", daemon=True
                )
                self._thread.start()

    def _present_output(self, held: Held) -> dict[str, Any] | None:
        """The task's output as the server has it; None when the task is no longer open."""
        if self._configuration is None:
            return {}
        from conductor.client.http.api.task_resource_api import TaskResourceApi
        from conductor.client.http.api_client import ApiClient

        try:
            task = TaskResourceApi(ApiClient(self._configuration)).get_task(
                held.task_id, _request_timeout=10.0
            )
        except NotSupportedByServer:
            return {}
        except NotFound:
            return None
        except ApiException:
            return {}
        return (task.output_data or {}) if task.status == "IN_PROGRESS" else None

    def _given_up(self, job: Job) -> None:
        logger.error("Task %s could not be handed back: it waits for its time-out", job.task.task_id)
