"""What a function returns or raises becomes a result."""

from __future__ import annotations

import asyncio
import collections
import dataclasses
import decimal
import enum
from typing import Any

import pydantic
import pytest

from conductor.client.context import TaskInProgress, get_task_context
from conductor.client.exceptions import NonRetryableException
from conductor.client.http.models.task import Task
from conductor.client.http.models.task_result import TaskResult
from conductor.client.worker.worker import Worker


@dataclasses.dataclass
class Total:
    amount: int


class Plain:
    def __init__(self) -> None:
        self.amount = 1


class Level(enum.Enum):
    HIGH = "high"


class Reply(pydantic.BaseModel):
    text: str


def run(func: Any, data: dict[str, Any] | None = None, **options: Any) -> TaskResult:
    worker = Worker("t", func, worker_id="me", **options)
    return worker.execute(Task(task_id="T", workflow_instance_id="W", input_data=data or {}))


def returning(value: Any) -> Any:
    return lambda task: value


@pytest.mark.parametrize(
    ("value", "output"),
    [
        ({"a": 1}, {"a": 1}),
        (None, {"result": None}),
        ("text", {"result": "text"}),
        ([1, 2], {"result": [1, 2]}),
        (True, {"result": True}),
        (Total(3), {"amount": 3}),
        (Reply(text="x"), {"text": "x"}),
        (Task(task_id="x"), {"taskId": "x"}),
        (Plain(), {"amount": 1}),
        ([Total(3), Total(4)], {"result": [{"amount": 3}, {"amount": 4}]}),
        (decimal.Decimal("1.50"), {"result": "1.50"}),
        (Level.HIGH, {"result": "high"}),
        (collections.OrderedDict(b=1), {"b": 1}),
        ((1, 2), {"result": (1, 2)}),
    ],
)
def test_values_become_output(value: Any, output: Any) -> None:
    result = run(returning(value))
    assert (result.status, result.output_data) == ("COMPLETED", output)
    assert (result.task_id, result.workflow_instance_id, result.worker_id) == ("T", "W", "me")


def test_a_task_result_is_taken_with_the_ids_it_lacks() -> None:
    result = run(returning(TaskResult(status="FAILED", reason_for_incompletion="no")))
    assert (result.status, result.task_id, result.worker_id) == ("FAILED", "T", "me")


def test_one_result_for_every_task_is_each_tasks_own() -> None:
    shared = TaskResult(
        task_id="of another", workflow_instance_id="x", status="COMPLETED", output_data={"a": 1}
    )
    worker = Worker("t", lambda: shared)
    first, second = (worker.execute(Task(task_id=name, workflow_instance_id="W")) for name in ("A", "B"))
    assert [(r.task_id, r.workflow_instance_id, r.output_data) for r in (first, second)] == [
        ("A", "W", {"a": 1}),
        ("B", "W", {"a": 1}),
    ]
    assert shared.task_id == "of another"


def test_a_failed_task_has_a_result_of_none() -> None:
    assert run(lambda: 1 / 0).output_data == {"result": None}


def test_in_progress() -> None:
    result = run(returning(TaskInProgress(7, {"done": 1})))
    assert (result.status, result.callback_after_seconds, result.output_data) == (
        "IN_PROGRESS",
        7,
        {"done": 1},
    )


def test_an_exception_gives_type_message_frames_and_the_whole_traceback() -> None:
    def boom(task: Task) -> None:
        raise ValueError("no such order")

    result = run(boom)
    assert result.status == "FAILED"
    reason = result.reason_for_incompletion or ""
    assert reason.splitlines()[0] == "ValueError: no such order"
    assert "at boom" in reason
    assert "test_outcome.py" in reason
    assert result.logs is not None
    assert "Traceback" in (result.logs[0].log or "")


def test_an_exception_without_text() -> None:
    def boom(task: Task) -> None:
        raise KeyError

    assert (run(boom).reason_for_incompletion or "").startswith("KeyError")


def test_non_retryable() -> None:
    def boom(task: Task) -> None:
        raise NonRetryableException("give up")

    result = run(boom)
    assert result.status == "FAILED_WITH_TERMINAL_ERROR"
    assert (result.reason_for_incompletion or "").startswith("give up")


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt()])
def test_what_would_end_a_program_fails_the_task(error: BaseException) -> None:
    def boom(task: Task) -> None:
        raise error

    result = run(boom)
    assert result.status == "FAILED"
    assert (result.reason_for_incompletion or "").startswith(type(error).__name__)


def test_a_generator_object_is_refused() -> None:
    result = run(lambda task: (n for n in range(3)))
    assert result.status == "FAILED_WITH_TERMINAL_ERROR"
    assert "generator" in (result.reason_for_incompletion or "")


def test_input_that_does_not_fit_fails_for_good() -> None:
    def f(a: int, b: int) -> int:
        return a + b

    result = run(f, {"a": "x", "b": 1}, strict=True)
    assert result.status == "FAILED_WITH_TERMINAL_ERROR"
    assert "parameter a: at a: expected int, got text 'x'" in (result.reason_for_incompletion or "")


def test_context_logs_output_and_callback() -> None:
    def f(task: Task) -> dict[str, int]:
        context = get_task_context()
        context.add_log("half way")
        context.set_output({"a": 1, "b": 1})
        context.set_callback_after(9)
        assert context.get_task_id() == "T"
        assert context.get_input() == {"x": 1}
        return {"b": 2}

    result = run(f, {"x": 1})
    assert result.output_data == {"a": 1, "b": 2}
    assert result.status == "IN_PROGRESS"
    assert result.callback_after_seconds == 9
    assert [log.log for log in result.logs or []] == ["half way"]


def test_no_context_outside() -> None:
    with pytest.raises(RuntimeError, match="only while a worker function runs"):
        get_task_context()


def test_coroutines_from_plain_functions_are_awaited() -> None:
    async def later() -> int:
        await asyncio.sleep(0)
        return get_task_context().get_poll_count() + 5

    result = run(lambda task: later())
    assert result.output_data == {"result": 5}


def test_async_functions() -> None:
    async def f(name: str, t: Task) -> str:
        await asyncio.sleep(0)
        return f"{name} {get_task_context().get_task_id()} {t.task_id}"

    worker = Worker("t", f)
    assert worker.is_async
    task = Task(task_id="T", input_data={"name": "n"})
    assert asyncio.run(worker.execute_async(task)).output_data == {"result": "n T T"}
    assert worker.execute(task).output_data == {"result": "n T T"}
    worker._loop().close()
