"""A result that the server, or JSON, will not have: the task fails with the reason instead."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from conductor.client.exceptions import ApiException, EncodingError
from conductor.client.http.models.task_result import TaskResult

if TYPE_CHECKING:
    from conductor.client.automator._job import Job

logger = logging.getLogger(__name__)

_MARK = "its result could not be reported: "


def refused(job: Job, error: Exception) -> bool:
    """Replace the job's result by a failure that says why; False when that was refused, too."""
    before = job.result
    assert before is not None
    if (before.reason_for_incompletion or "").startswith(_MARK):
        return False
    text = str(error) if isinstance(error, ApiException) else f"{error}"
    logger.error(
        "The result of task %s (%s) cannot be reported, so the task fails: %s",
        job.task.task_id, job.task_type, text,
        extra={"task_id": job.task.task_id, "workflow_id": job.task.workflow_instance_id},
    )  # fmt: skip
    job.result = TaskResult(
        task_id=before.task_id,
        workflow_instance_id=before.workflow_instance_id,
        worker_id=before.worker_id,
        # An output without a JSON form has none the next time either.
        status="FAILED_WITH_TERMINAL_ERROR" if isinstance(error, EncodingError) else "FAILED",
        reason_for_incompletion=(_MARK + text)[:4000],
        output_data={},
    )
    return True
