"""Mocks and injected failures: who answers a task, and with what."""

from __future__ import annotations

from typing import Any

import pytest

from conductor.client.http.models.task import Task
from conductor.testing import NO_ANSWER, Failure, Mock
from conductor.testing._mocks import Mocks


def task(kind: str = "charge", reference: str = "charge_ref", **given: Any) -> Task:
    return Task(
        task_id="t",
        workflow_instance_id="w",
        task_type=kind,
        reference_task_name=reference,
        input_data=given,
    )


def told(mock: Mock, **given: Any) -> tuple[Any, Any, Any]:
    result = mock.answer(task(**given))
    assert result is not None
    return result.status, result.output_data, result.reason_for_incompletion


def test_results_are_used_in_order_and_the_last_one_stays() -> None:
    mock = Mock("charge", ({"n": 1}, {"n": 2}))
    assert [told(mock)[1] for _ in range(3)] == [{"n": 1}, {"n": 2}, {"n": 2}]
    assert mock.calls == 3


def test_it_remembers_what_it_was_given() -> None:
    mock = Mock("charge", ())
    assert told(mock, amount=3) == ("COMPLETED", {}, None)
    assert mock.inputs == [{"amount": 3}]


def test_a_plain_value_is_the_result() -> None:
    assert told(Mock("charge", (7,)))[1] == {"result": 7}


def test_a_failure() -> None:
    mock = Mock("charge", (Failure("card refused"), Failure("gone", terminal=True, output={"code": 1})))
    assert told(mock) == ("FAILED", {}, "card refused")
    assert told(mock) == ("FAILED_WITH_TERMINAL_ERROR", {"code": 1}, "gone")


@pytest.mark.parametrize("error", [ValueError("no"), ValueError])
def test_an_exception_is_raised_as_a_worker_would(error: Any) -> None:
    status, _, reason = told(Mock("charge", (error,)))
    assert status == "FAILED"
    assert reason.startswith("ValueError")


def test_a_function_of_the_input() -> None:
    mock = Mock("charge", (lambda given: {"double": given["amount"] * 2},))
    assert told(mock, amount=4)[1] == {"double": 8}


def test_a_function_that_raises() -> None:
    def refuse(given: dict[str, Any]) -> None:
        raise LookupError(given["amount"])

    assert "LookupError: 4" in told(Mock("charge", (refuse,)), amount=4)[2]


def test_no_answer() -> None:
    assert Mock("charge", (NO_ANSWER,)).answer(task()) is None


def test_references_go_before_types_and_failures_before_both() -> None:
    mocks = Mocks()
    mocks.by_type["charge"] = Mock("charge", ({"by": "type"},))
    mocks.by_reference["special"] = Mock("special", ({"by": "reference"},))
    mocks.inject("special", [Failure("once")])

    def output(reference: str) -> Any:
        result = mocks.answer(task(reference=reference), None)
        assert result is not None
        return result.reason_for_incompletion or result.output_data

    assert output("special") == "once"
    assert output("special") == {"by": "reference"}
    assert output("special__2") == {"by": "reference"}, "the second iteration of a loop"
    assert output("other") == {"by": "type"}


def test_nobody_to_answer_is_said() -> None:
    result = Mocks().answer(task(), None)
    assert result is not None
    assert result.status == "FAILED_WITH_TERMINAL_ERROR"
    assert (
        result.reason_for_incompletion
        == "no mock and no worker for charge; see run_worker, mock and mock_ref"
    )
