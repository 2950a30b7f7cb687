"""What a worker function can ask and say about the task that it is running."""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from conductor.client.http.models.task_exec_log import TaskExecLog

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult
else:
    from conductor.client._published import __getattr__ as __getattr__

__all__ = ["TaskContext", "TaskInProgress", "get_task_context"]

_current: ContextVar[TaskContext | None] = ContextVar("conductor_task_context", default=None)


class TaskInProgress:
    """Return it from a worker function to say: not done yet, hand me this task again later.

    ``callback_after_seconds``: after how long; ``output``: what the task's output is meanwhile.
    """

    def __init__(self, callback_after_seconds: int = 60, output: dict[str, Any] | None = None) -> None:
        self.callback_after_seconds = callback_after_seconds
        self.output = output or {}

    def __repr__(self) -> str:
        return f"TaskInProgress(callback_after={self.callback_after_seconds}s, output={self.output})"


class TaskContext:
    """The task that the current thread or coroutine runs, and the result that will be reported for it."""

    def __init__(self, task: Task, task_result: TaskResult) -> None:
        self._task = task
        self._task_result = task_result

    @staticmethod
    def get() -> TaskContext:
        """Return the context of the running task. Raises RuntimeError outside of a worker function."""
        context = _current.get()
        if context is None:
            raise RuntimeError("there is no task context here: it exists only while a worker function runs")
        return context

    @property
    def task(self) -> Task:
        """The task as the server handed it out."""
        return self._task

    @property
    def task_result(self) -> TaskResult:
        """The result in the making."""
        return self._task_result

    def get_task_id(self) -> str:
        """The task's id."""
        return self._task.task_id  # type: ignore[return-value]

    def get_workflow_instance_id(self) -> str:
        """The id of the workflow that the task belongs to."""
        return self._task.workflow_instance_id  # type: ignore[return-value]

    def get_retry_count(self) -> int:
        """How many attempts went before this one."""
        return self._task.retry_count or 0

    def get_poll_count(self) -> int:
        """How often this attempt has been handed to a worker."""
        return self._task.poll_count or 0

    def get_callback_after_seconds(self) -> int:
        """After how many seconds the server will hand the task out again; 0 if it will not."""
        return self._task_result.callback_after_seconds or 0

    def set_callback_after(self, seconds: int) -> None:
        """Report the task as in progress and have it handed out again after ``seconds``."""
        self._task_result.callback_after_seconds = seconds

    def set_output(self, output_data: dict[str, Any]) -> None:
        """Set the task's output; what the function returns is merged over it."""
        self._task_result.output_data = output_data

    def add_log(self, log_message: str) -> None:
        """Add a line to the task's log."""
        log = TaskExecLog(log=log_message, task_id=self._task.task_id, created_time=int(time.time() * 1000))
        self._task_result.logs = [*(self._task_result.logs or []), log]

    def get_input(self) -> dict[str, Any]:
        """The task's input."""
        return self._task.input_data or {}

    def get_task_def_name(self) -> str:
        """The name of the task's definition."""
        return self._task.task_def_name  # type: ignore[return-value]

    def get_workflow_task_type(self) -> str:
        """The type of the task in its workflow's definition."""
        workflow_task = self._task.workflow_task
        return (workflow_task.type if workflow_task is not None else None) or self._task.task_type or ""

    def __repr__(self) -> str:
        return (
            f"TaskContext(task_id={self._task.task_id}, workflow_id={self._task.workflow_instance_id}, "
            f"retry_count={self.get_retry_count()})"
        )


def get_task_context() -> TaskContext:
    """Return the context of the running task. Raises RuntimeError outside of a worker function."""
    return TaskContext.get()
