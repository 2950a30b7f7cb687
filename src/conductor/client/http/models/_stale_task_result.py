"""Upstream: the module of the status enum has a second TaskResult and TaskExecLog of its own.

They are what the real ones are, but for the constructor, the wire names in ``to_dict()`` and a reason of at
most 500 characters.
"""

from __future__ import annotations

from typing import Any

from conductor.client.http.models import task_exec_log, task_result
from conductor.client.http.models._field import CheckedField

_LONGEST_REASON = 500
_TAKEN = (
    *("workflow_instance_id", "task_id", "reason_for_incompletion", "callback_after_seconds", "worker_id"),
    *("output_data", "external_output_payload_storage_path", "sub_workflow_id"),
)


class TaskExecLog(task_exec_log.TaskExecLog):
    """A line of a task's log."""

    def __init__(self, log: str) -> None:
        super().__init__(log=log)


class _Reason(CheckedField):
    def __init__(self) -> None:
        super().__init__()
        self.declared = True  # by the real TaskResult

    def checked(self, value: Any) -> Any:
        return value[:_LONGEST_REASON] if isinstance(value, str) else value


class TaskResult(task_result.TaskResult, dict_is_wire=True):
    """The outcome of one execution of a task; takes ids and output from the task."""

    reason_for_incompletion = _Reason()  # pyright: ignore[reportAssignmentType]

    def __init__(self, task: Any = None) -> None:
        super().__init__(**{name: getattr(task, name, None) for name in _TAKEN}, logs=[])
        self.callback_after_seconds = self.callback_after_seconds or 0
        self.output_data = self.output_data or {}
        status = getattr(task, "status", None)
        if status is not None:
            self.status = _result_status(status)

    def __str__(self) -> str:
        return self.to_str()


def _result_status(task_status: Any) -> str:
    """What a worker reports for a task in that state: open ones are IN_PROGRESS, bad ends FAILED."""
    status = str(getattr(task_status, "value", task_status))
    if status in ("CANCELED", "COMPLETED_WITH_ERRORS", "TIMED_OUT", "SKIPPED"):
        return "FAILED"
    return "IN_PROGRESS" if status == "SCHEDULED" else status
