"""The decorators and their registry."""

from __future__ import annotations

import functools
import logging
import pickle
from typing import TYPE_CHECKING, Any, Callable

import pytest

from conductor.client.automator.task_handler import (
    get_registered_worker_names,
    get_registered_workers,
    register_decorated_fn,
)
from conductor.client.exceptions import InvalidDefinition
from conductor.client.worker import _registry
from conductor.client.worker.worker import Worker
from conductor.client.worker.worker_task import WorkerTask, worker_task

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def registry() -> Iterator[dict[Any, Any]]:
    before = dict(_registry.decorated_functions)
    _registry.decorated_functions.clear()
    yield _registry.decorated_functions
    _registry.decorated_functions.clear()
    _registry.decorated_functions.update(before)


def shout(func: Callable[..., str]) -> Callable[..., str]:
    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> str:
        return func(*args, **kwargs).upper()

    return wrapper


def test_calling_it_calls_the_function() -> None:
    @worker_task("add")
    def add(a: int, b: int = 2) -> int:
        """Adds."""
        return a + b

    assert add(1) == 3
    assert add.__name__ == "add"
    assert add.__doc__ == "Adds."


def test_a_task_reference_makes_a_task() -> None:
    @worker_task("add")
    def add(a: int, b: int = 2) -> int:
        return a + b

    task = add(task_ref_name="add_ref", a=1)
    assert (task.task_reference_name, task.name, task.input_parameters) == ("add_ref", "add", {"a": 1})
    by_place = add(5, task_ref_name="other", b=6)  # type: ignore[call-overload]
    assert by_place.input_parameters == {"a": 5, "b": 6}


def test_options_are_kept(registry: dict[Any, Any]) -> None:
    @worker_task("a", poll_interval_millis=5, domain="d", worker_id="w", thread_count=3, poll_timeout=7)
    def f(x: int) -> int:
        return x

    entry = registry["a", "d"]
    assert (entry["poll_interval"], entry["worker_id"], entry["thread_count"], entry["poll_timeout"]) == (
        5,
        "w",
        3,
        7,
    )
    worker = get_registered_workers()[0]
    assert (worker.domain, worker.thread_count, worker.get_identity()) == ("d", 3, "w")


def test_seconds_beat_milliseconds(registry: dict[Any, Any]) -> None:
    @WorkerTask("a", poll_interval=5, poll_interval_seconds=2)
    def f(x: int) -> int:
        return x

    assert registry["a", None]["poll_interval"] == 2000


def test_other_decorators_below() -> None:
    @worker_task("loud")
    @shout
    def loud(text: str) -> str:
        return text

    assert loud("a") == "A"
    worker = get_registered_workers()[0]
    from conductor.client.http.models.task import Task

    assert worker.execute(Task(task_id="t", input_data={"text": "b"})).output_data == {"result": "B"}


def test_two_functions_for_one_task_are_said(caplog: pytest.LogCaptureFixture) -> None:
    @worker_task("twice")
    def one(x: int) -> int:
        return 1

    with caplog.at_level(logging.WARNING):

        @worker_task("twice")
        def two(x: int) -> int:
            return 2

    assert "two replaces" in caplog.text.replace("test_two_functions_for_one_task_are_said.<locals>.", "")
    assert len(get_registered_workers()) == 1


def test_the_same_function_again_is_not_said(caplog: pytest.LogCaptureFixture) -> None:
    def again() -> None:
        @worker_task("same")
        def f(x: int) -> int:
            return 1

    with caplog.at_level(logging.WARNING):
        again()
        again()
    assert not caplog.records


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: worker_task("g")(lambda: (yield)), "is a generator"),
        (lambda: worker_task("s")(staticmethod(lambda: 1)), "below @staticmethod"),
        (lambda: worker_task("")(lambda: 1), "needs the name of a task"),
        (lambda: worker_task("x")(3), "goes above a function"),  # type: ignore[arg-type]
    ],
)
def test_what_can_never_work_is_refused_at_once(make: Callable[[], Any], text: str) -> None:
    with pytest.raises(InvalidDefinition, match=text):
        make()


def test_names_of_the_surrounding_function_are_known() -> None:
    class Local:
        def __init__(self, a: int) -> None:
            self.a = a

    @worker_task("local")
    def f(value: Local, n: int = 0) -> int:
        return value.a

    from conductor.client.http.models.task import Task

    worker = get_registered_workers()[0]
    assert worker.execute(Task(task_id="t", input_data={"value": {"a": 3}})).output_data == {"result": 3}


def test_upstreams_register_function() -> None:
    register_decorated_fn("r", 5, "dom", None, print, thread_count=4)
    assert get_registered_worker_names() == ["r"]
    assert get_registered_workers()[0].thread_count == 4


def test_a_decorated_function_travels_by_name() -> None:
    @worker_task("travel", domain="d")
    def f(x: int) -> int:
        return x

    worker = Worker("travel", _registry.decorated_functions["travel", "d"]["func"], domain="d")
    copy = pickle.loads(pickle.dumps(worker))
    assert copy.execute_function is worker.execute_function


def test_a_function_that_no_import_brings_back_says_so() -> None:
    @worker_task("gone")
    def f(x: int) -> int:
        return x

    data = pickle.dumps(get_registered_workers()[0])
    _registry.decorated_functions.clear()
    with pytest.raises(pickle.UnpicklingError, match="does not register a worker for task gone"):
        pickle.loads(data)
