"""From what a worker function returned or raised to the TaskResult that is reported."""

from __future__ import annotations

import copy
import inspect
import time
import traceback
from enum import Enum
from typing import TYPE_CHECKING, Any

from conductor.client.context.task_context import TaskInProgress
from conductor.client.exceptions import EncodingError, NonRetryableException
from conductor.client.http.models.task_exec_log import TaskExecLog
from conductor.client.http.models.task_result import TaskResult

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task

_SHORT_FRAMES = 3
_RAISED = "_raised"  # no field: it is never sent
_PLAIN = (str, int, float, bool, type(None))
_REASON_LIMIT = 4000  # characters; the server stores at most that


def blank(task: Task, worker_id: str | None) -> TaskResult:
    """Return the result of ``task`` with everything but its outcome."""
    return TaskResult(
        task_id=task.task_id, workflow_instance_id=task.workflow_instance_id, worker_id=worker_id
    )


def of_value(value: Any, task: Task, result: TaskResult) -> TaskResult:
    """Fill ``result`` from the value that the function returned.

    A TaskResult is the outcome of this task, whatever ids it has; a TaskInProgress asks to be called back; an
    object (dict, model, dataclass, pydantic, attrs, of any other class) is the output; anything else becomes
    ``{"result": value}``.
    """
    if isinstance(value, TaskResult):
        # A function may return the same object for every task.
        given = value if value is result else copy.copy(value)
        given.task_id = task.task_id
        given.workflow_instance_id = task.workflow_instance_id
        given.worker_id = value.worker_id or result.worker_id
        if value.status is None:
            given.status = "COMPLETED"
        return _with_context(given, result)
    if isinstance(value, TaskInProgress):
        result.status = "IN_PROGRESS"
        result.callback_after_seconds = value.callback_after_seconds
        result.output_data = dict(value.output or {})
        return result
    if inspect.isgenerator(value) or inspect.isasyncgen(value):
        close = getattr(value, "close", None)
        if close is not None:
            close()
        raise NonRetryableException("the worker returned a generator: return its items, e.g. as a list")
    result.status = "COMPLETED"
    output = as_output(value)
    # Upstream: what the function has set through its TaskContext counts where it returns nothing of its own.
    result.output_data = (
        {**result.output_data, **output}
        if result.output_data and value is not None
        else (result.output_data or output)
    )
    if result.callback_after_seconds:
        result.status = "IN_PROGRESS"
    return result


def as_output(value: Any) -> dict[str, Any]:
    """Return a task's output for a value: an object is the output itself, anything else is its ``result``."""
    if type(value) is dict:
        return value  # pyright: ignore[reportUnknownVariableType]
    if type(value) in _PLAIN or (type(value) in (list, tuple) and not (value and _has_fields(value[0]))):
        return {"result": value}
    from conductor.client._encode import encode

    try:
        encoded = encode(value)
    except EncodingError:  # whoever sends it says what is wrong with it
        return {"result": value}
    if isinstance(encoded, dict) and not isinstance(value, Enum):
        return encoded  # pyright: ignore[reportUnknownVariableType]
    return {"result": encoded}


def _has_fields(value: Any) -> bool:
    kind: Any = value.__class__
    return (
        hasattr(kind, "__dataclass_fields__")
        or hasattr(kind, "model_dump")
        or hasattr(kind, "__attrs_attrs__")
        or hasattr(kind, "swagger_types")
    )


def of_error(error: BaseException, result: TaskResult) -> TaskResult:
    """Fill ``result`` from what the function raised.

    The reason holds type, message and the last frames, the task's log the whole traceback.
    NonRetryableException ends the task for good, anything else may be retried by the server.
    """
    terminal = isinstance(error, NonRetryableException)
    result.status = "FAILED_WITH_TERMINAL_ERROR" if terminal else "FAILED"
    result.reason_for_incompletion = reason(error)
    full = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    log = TaskExecLog(log=full, task_id=result.task_id, created_time=int(time.time() * 1000))
    result.logs = [*(result.logs or []), log]
    vars(result)[_RAISED] = error
    if result.output_data is None:
        # Upstream: so programs may look at it whether the task failed or not.
        result.output_data = {"result": None}
    return result


def take_raised(result: TaskResult) -> BaseException | None:
    """What :func:`of_error` made the result from, once: an error holds all that its frames did."""
    raised: BaseException | None = vars(result).pop(_RAISED, None)
    return raised


def reason(error: BaseException) -> str:
    """Return type, message and the last frames of an error as one short text."""
    name = type(error).__name__
    text = str(error)
    head = f"{name}: {text}" if text else name
    if isinstance(error, NonRetryableException):
        head = text or name  # it was raised to say just that
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not _is_ours(f.filename)][
        -_SHORT_FRAMES:
    ]
    tail = "".join(f"\n  at {f.name} ({f.filename}:{f.lineno})" for f in reversed(frames))
    return (head + tail)[:_REASON_LIMIT]


def _is_ours(filename: str) -> bool:
    path = filename.replace("\\", "/")
    return "/conductor/client/worker/" in path or "/conductor/client/automator/" in path


def _with_context(given: TaskResult, context: TaskResult) -> TaskResult:
    """What a TaskContext collected beside a TaskResult that the function made itself."""
    if given is context:
        return given
    if context.logs:
        given.logs = [*(given.logs or []), *context.logs]
    if context.callback_after_seconds and not given.callback_after_seconds:
        given.callback_after_seconds = context.callback_after_seconds
    return given
