from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model, one_of
from conductor.client.http.models.task_result_status import TaskResultStatus

if TYPE_CHECKING:
    from typing_extensions import Self

    from conductor.client.http.models import TaskExecLog


class TaskResult(Model):
    """The outcome of one execution of a task, as a worker reports it."""

    workflow_instance_id: str | None = None
    task_id: str | None = None
    reason_for_incompletion: str | None = None
    callback_after_seconds: int | None = None
    worker_id: str | None = None
    status: str | None = one_of(
        "COMPLETED", "FAILED", "FAILED_WITH_TERMINAL_ERROR", "IN_PROGRESS", kept_as=TaskResultStatus
    )
    output_data: dict[str, Any] | None = None
    logs: list[TaskExecLog] | None = None
    external_output_payload_storage_path: str | None = None
    sub_workflow_id: str | None = None
    extend_lease: bool | None = False
    # Known to server 3.32.3, not upstream:
    execution_metadata: dict[str, Any] | None = None
    supports_cancellation: bool | None = None

    def add_output_data(self, key: str, value: Any) -> TaskResult:
        """Add one member to the output."""
        if self.output_data is None:
            self.output_data = {}
        self.output_data[key] = value
        return self

    def log(self, log: str) -> TaskResult:
        """Add one line to the task's log."""
        from conductor.client.http.models.task_exec_log import TaskExecLog

        if self.logs is None:
            self.logs = []
        self.logs.append(TaskExecLog(log))
        return self

    @classmethod
    def complete(cls) -> Self:
        """A result that completes the task."""
        return cls.new_task_result("COMPLETED")

    @classmethod
    def failed(cls, failure_reason: str | None = None) -> Self:
        """A result that fails the task; the server may retry it."""
        result = cls.new_task_result("FAILED")
        result.reason_for_incompletion = failure_reason
        return result

    @classmethod
    def in_progress(cls) -> Self:
        """A result that leaves the task in progress; it comes back after ``callback_after_seconds``."""
        return cls.new_task_result("IN_PROGRESS")

    @classmethod
    def new_task_result(cls, status: str) -> Self:
        """A result with that status, text or TaskResultStatus. Raises ValueError for any other."""
        result = cls()
        result.status = status
        return result
