"""Definitions and schemas are registered as the worker asks."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from conductor.client.automator import _registration, _settings
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import AmbiguousAnswer, NotFound
from conductor.client.http.models.task_def import TaskDef
from conductor.client.worker.worker import Worker
from unit.automator.fakes import failed, no_route


class Api:
    """The metadata and the schema endpoints."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.errors: dict[str, list[Exception]] = {}
        self.done = threading.Event()

    def _do(self, name: str, body: Any) -> None:
        self.calls.append((name, body))
        if self.errors.get(name):
            raise self.errors[name].pop(0)

    def get_task_def(self, name: str, **_options: Any) -> TaskDef:
        self._do("get", name)
        return TaskDef(name=name)

    def update_task_def(self, body: TaskDef, **_options: Any) -> None:
        self._do("put", body)
        self.done.set()

    def register_task_def(self, body: list[TaskDef], **_options: Any) -> None:
        self._do("post", body[0])

    def save(self, body: Any, **_options: Any) -> None:
        self._do("schema", body)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Api:
    from conductor.client.http.api import schema_resource_api

    made = Api()
    monkeypatch.setattr(_registration, "_metadata", lambda configuration: made)
    monkeypatch.setattr(schema_resource_api, "SchemaResourceApi", lambda client: made)
    return made


def add(a: int, b: int = 2) -> dict[str, int]:
    return {"sum": a + b}


def register(**options: Any) -> _registration.Registration:
    worker = Worker("add", add, register_task_def=True, **options)
    registration = _registration.Registration(Configuration())
    registration.register(worker, _settings.resolve(worker))
    return registration


def test_nothing_is_registered_unasked(api: Api) -> None:
    worker = Worker("add", add)
    _registration.Registration(Configuration()).register(worker, _settings.resolve(worker))
    assert api.calls == []


def test_a_plain_definition_and_one_of_the_workers_own(api: Api) -> None:
    register()
    template = TaskDef(name="other", retry_count=7)
    register(task_def_template=template)
    assert [(verb, d.name, d.retry_count) for verb, d in api.calls] == [
        ("put", "add", None),
        ("put", "add", 7),
    ]
    assert template.name == "other"


def test_an_update_that_is_refused_becomes_a_new_definition(api: Api) -> None:
    api.errors["put"] = [failed(404)]
    register()
    assert [verb for verb, _ in api.calls] == ["put", "post"]


def test_without_overwriting_what_exists_stays(api: Api) -> None:
    register(overwrite_task_def=False)
    api.errors["get"] = [NotFound(status=404)]
    register(overwrite_task_def=False)
    assert [verb for verb, _ in api.calls] == ["get", "get", "post"]


def test_schemas(api: Api) -> None:
    register(register_schema=True, strict_schema=True)
    schemas = [body for verb, body in api.calls if verb == "schema"]
    assert [(s.name, s.version, str(s.type)) for s in schemas] == [
        ("add_input", 1, "JSON"),
        ("add_output", 1, "JSON"),
    ]
    assert schemas[0].data["additionalProperties"] is False
    definition = api.calls[-1][1]
    assert (definition.input_schema.name, definition.output_schema.name) == ("add_input", "add_output")


def test_a_server_without_schemas_is_no_error(api: Api) -> None:
    api.errors["schema"] = [no_route()]
    register(register_schema=True)
    assert [verb for verb, _ in api.calls] == ["schema", "put"]
    assert api.calls[-1][1].input_schema is None


def test_a_refused_schema_is_said(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    api.errors["schema"] = [failed(400)]
    register(register_schema=True)
    assert "The input schema of task add was not registered" in caplog.text
    assert [verb for verb, _ in api.calls] == ["schema", "schema", "put"]


def test_a_refused_definition_is_said_and_not_repeated(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    api.errors.update(put=[failed(400)], post=[failed(400)])
    registration = register()
    assert "The definition of task add was not registered:" in caplog.text
    assert registration._open == []


def test_what_the_server_cannot_take_now_is_tried_again(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        _registration, "Backoff", lambda first, most: type("Now", (), {"next": lambda self: 0})()
    )
    api.errors.update(put=[failed(503)], post=[failed(503)])
    registration = register()
    assert "was not registered, trying again" in caplog.text
    assert not api.done.is_set()
    registration.go_on()
    assert api.done.wait(10)
    registration.stop()


def test_a_server_that_does_not_answer_is_asked_once_before_the_start(api: Api) -> None:
    """Fifty workers would else wait for fifty time-outs, one after the other, and nobody would poll."""
    api.errors["put"] = [AmbiguousAnswer(0, "timed out")] * 2
    registration = register()
    second = Worker("second", add, register_task_def=True)
    registration.register(second, _settings.resolve(second))
    assert [(verb, d.name) for verb, d in api.calls] == [("put", "add")]
    registration._try_open()
    registration._try_open()
    assert [d.name for verb, d in api.calls[1:]] == ["add", "second", "add"]
    assert registration._open == []
