"""Class-based workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conductor.client.automator import _settings
from conductor.client.worker.worker import Worker
from conductor.client.worker.worker_interface import WorkerInterface

if TYPE_CHECKING:
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult


class Echo(WorkerInterface):
    def execute(self, task: Task) -> TaskResult:
        result = self.get_task_result_from_task(task)
        result.status = "COMPLETED"
        return result


class Forgetful(Echo):
    """Does not call the base's constructor."""

    def __init__(self) -> None:
        self.task_definition_name = "forgetful"


def test_names_take_turns() -> None:
    worker = Echo(["a", "b"])
    turns = []
    for _ in range(3):
        turns.append(worker.get_task_definition_name())
        assert worker.get_task_definition_name() == turns[-1]
        worker.clear_task_definition_name_cache()
    assert turns == ["a", "b", "a"]
    assert worker.task_definition_names == ["a", "b"]


def test_a_constructor_that_was_not_called_does_no_harm() -> None:
    worker = Forgetful()
    settings = _settings.resolve(worker)
    assert (settings.poll_interval, settings.domain, settings.thread_count) == (100, None, 1)


def test_overridden_getters_count() -> None:
    class Own(Echo):
        def get_polling_interval_in_seconds(self) -> float:
            return 2.5

        def get_domain(self) -> str:
            return "mine"

        def get_identity(self) -> str:
            return "id"

    settings = _settings.resolve(Own("t"))
    assert (settings.poll_interval, settings.domain, settings.worker_id) == (2500, "mine", "id")


def test_paused_as_attribute_and_as_method() -> None:
    class ByMethod(Echo):
        now = True

        def paused(self) -> bool:  # type: ignore[override]
            return self.now

    by_method, by_attribute = ByMethod("t"), Echo("t")
    settings = _settings.resolve(by_method)
    assert _settings.is_paused(by_method, settings)
    by_method.now = False
    assert not _settings.is_paused(by_method, settings)
    assert not _settings.is_paused(by_attribute, settings)
    by_attribute.paused = True
    assert _settings.is_paused(by_attribute, settings)


def test_the_environment_pauses_and_is_written_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONDUCTOR_WORKER_T_PAUSED", "true")
    monkeypatch.setenv("CONDUCTOR_WORKER_T_DOMAIN", "blue")
    worker = Worker("t", print)
    settings = _settings.resolve(worker)
    assert _settings.is_paused(worker, settings)
    assert (worker.domain, settings.domain, settings.sources["domain"]) == (
        "blue",
        "blue",
        "CONDUCTOR_WORKER_T_DOMAIN",
    )


@pytest.mark.parametrize("count", [0, -1])
def test_a_thread_count_that_makes_no_sense(count: int, caplog: pytest.LogCaptureFixture) -> None:
    assert _settings.resolve(Worker("t", print, thread_count=count)).thread_count == 1
    assert "thread_count" in caplog.text


def test_an_empty_domain_is_none() -> None:
    assert _settings.resolve(Worker("t", print, domain="")).domain is None


def test_the_default_of_poll_timeout_means_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _settings.resolve(Worker("t", print)).poll_timeout is None
    assert _settings.resolve(Worker("t", print, poll_timeout=300)).poll_timeout == 300
    monkeypatch.setenv("CONDUCTOR_WORKER_ALL_POLL_TIMEOUT", "100")
    assert _settings.resolve(Worker("t", print)).poll_timeout == 100


def test_strict_of_the_handler_applies_where_the_worker_says_nothing() -> None:
    says_nothing, says_no = Worker("t", print), Worker("t", print, strict=False)
    assert _settings.resolve(says_nothing, strict=True).strict is True
    assert says_nothing.strict is True
    assert _settings.resolve(says_no, strict=True).strict is False
