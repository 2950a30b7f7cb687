"""Worker functions called without a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from conductor.client.context.task_context import TaskInProgress
from conductor.client.worker.exception import NonRetryableException
from conductor.client.worker.worker_task import worker_task
from conductor.testing import run_worker


@dataclass
class Order:
    sku: str
    quantity: int


@worker_task(task_definition_name="unit_price_order", strict=True)
def price_order(order: Order, unit: int = 20) -> dict[str, Any]:
    return {"total": unit * order.quantity}


def test_input_arrives_as_annotated() -> None:
    result = run_worker(price_order, {"order": {"sku": "A", "quantity": 3}})
    assert (result.status, result.output_data) == ("COMPLETED", {"total": 60})


def test_input_may_be_given_as_objects() -> None:
    assert run_worker(price_order, {"order": Order("A", 2), "unit": 5}).output_data == {"total": 10}


def test_strict_input_fails_for_good_and_says_where() -> None:
    result = run_worker(price_order, {"order": {"sku": "A", "quantity": "many"}})
    assert result.status == "FAILED_WITH_TERMINAL_ERROR"
    assert "unit_price_order" in str(result.reason_for_incompletion)
    assert "order.quantity" in str(result.reason_for_incompletion)


def test_strictness_can_be_chosen() -> None:
    def double(n: int) -> Any:
        return n * 2

    assert run_worker(double, {"n": "ab"}).output_data == {"result": "abab"}
    assert run_worker(double, {"n": "ab"}, strict=True).status == "FAILED_WITH_TERMINAL_ERROR"


def test_a_plain_value_is_the_result() -> None:
    def greet(name: str) -> str:
        return f"Hello {name}"

    assert run_worker(greet, {"name": "Ada"}).output_data == {"result": "Hello Ada"}


def test_async_functions() -> None:
    async def greet(name: str) -> str:
        return f"Hello {name}"

    assert run_worker(greet, {"name": "Ada"}).output_data == {"result": "Hello Ada"}


def test_what_is_raised_is_told_not_raised() -> None:
    def refuse(sku: str) -> None:
        raise KeyError(sku)

    result = run_worker(refuse, {"sku": "A-1"})
    assert result.status == "FAILED"
    assert "KeyError" in str(result.reason_for_incompletion)
    assert "A-1" in str(result.reason_for_incompletion)


def test_non_retryable() -> None:
    def refuse(sku: str) -> None:
        raise NonRetryableException("no such article")

    assert run_worker(refuse, {"sku": "A"}).status == "FAILED_WITH_TERMINAL_ERROR"


def test_in_progress() -> None:
    def later(sku: str) -> TaskInProgress:
        return TaskInProgress(callback_after_seconds=30, output={"seen": sku})

    result = run_worker(later, {"sku": "A"})
    assert (result.status, result.callback_after_seconds) == ("IN_PROGRESS", 30)
    assert result.output_data == {"seen": "A"}


@pytest.mark.parametrize("output", [{"x": float("nan")}, {"x": object}])
def test_an_output_that_cannot_be_sent_is_a_failure(output: Any) -> None:
    def give(sku: str) -> Any:
        return output

    result = run_worker(give, {"sku": "A"})
    assert result.status == "FAILED_WITH_TERMINAL_ERROR"
    assert "JSON" in str(result.reason_for_incompletion)


def test_no_input() -> None:
    def give() -> dict[str, int]:
        return {"n": 1}

    assert run_worker(give).output_data == {"n": 1}
