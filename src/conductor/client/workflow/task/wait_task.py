from __future__ import annotations

from conductor.client.exceptions import InvalidDefinition
from conductor.client.workflow.task._where import caller
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["TaskInterface", "TaskType", "WaitForDurationTask", "WaitTask", "WaitUntilTask"]


class WaitTask(TaskInterface):
    """Waits: ``wait_for_seconds``, or until a time (``2024-01-31 00:00 UTC``), or with neither for a signal.

    The server reads times as ``yyyy-MM-dd HH:mm z``, ``yyyy-MM-dd HH:mm`` or ``yyyy-MM-dd``.
    """

    def __init__(
        self, task_ref_name: str, wait_until: str | None = None, wait_for_seconds: int | None = None
    ) -> None:
        if wait_until is not None and wait_for_seconds is not None:
            raise InvalidDefinition(
                f"WaitTask {task_ref_name!r}: wait_until and wait_for_seconds exclude each other ({caller()})"
            )
        super().__init__(task_ref_name, TaskType.WAIT)
        if wait_until is not None:
            # Upstream: sends wait_until only, which no server reads; the server reads until.
            self.input_parameters.update(wait_until=wait_until, until=wait_until)
        elif wait_for_seconds is not None:
            self.input_parameters["duration"] = f"{wait_for_seconds}s"


class WaitForDurationTask(WaitTask):
    """Waits for so many seconds."""

    def __init__(self, task_ref_name: str, duration_time_seconds: int) -> None:
        super().__init__(task_ref_name, wait_for_seconds=duration_time_seconds)


class WaitUntilTask(WaitTask):
    """Waits until that time: ``2024-01-31 00:00 UTC``."""

    def __init__(self, task_ref_name: str, date_time: str) -> None:
        super().__init__(task_ref_name)
        self.input_parameters["until"] = date_time
