"""The worker's two requests, on the lean road and on the ordinary one: the same calls, the same errors."""

from __future__ import annotations

import gzip
import json
import os
import ssl
import threading
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import requests
import responses

from conductor.client.automator._lean_settings import lean_allowed, tls_context
from conductor.client.automator._task_wire import RouteMissing, TaskWire
from conductor.client.configuration.configuration import Configuration
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
from conductor.client.exceptions import (
    AmbiguousAnswer,
    ApiException,
    AuthorizationException,
    NotFound,
    NotSent,
    RateLimited,
    ServerError,
)
from conductor.client.http import _session
from conductor.client.http.api.task_resource_api import TaskResourceApi
from conductor.client.http.models.task import Task
from conductor.client.http.models.task_result import TaskResult
from unit.http.loopback import Answer, Asked, loopback

CERTIFICATE = Path(__file__).parent / "certificate.pem"
RESULT = TaskResult(task_id="t", workflow_instance_id="w", status="COMPLETED", output_data={"a": "é"})
TASK = json.dumps({"taskId": "next", "taskType": "greet"}).encode()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(params=["lean", "ordinary"])
def road(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "ordinary":
        monkeypatch.setattr("conductor.client.automator._task_wire.lean_allowed", lambda _settings: False)
    return str(request.param)


def test_poll(road: str) -> None:
    with loopback(lambda _: Answer(200, b"[" + TASK + b"]")) as server:
        wire = TaskWire(Configuration(server_api_url=server.url))
        tasks = wire.poll("my task/ä", worker_id="me & you", count=2, timeout_ms=100, domain="d/1")
        assert [task.task_id for task in tasks] == ["next"]
        wire.poll("plain", worker_id="w", count=1, timeout_ms=0)
        wire.close()
    path, _, query = server.asked[0].path.partition("?")
    assert server.asked[0].method == "GET"
    assert path == "/api/tasks/poll/batch/my%20task%2F%C3%A4"
    assert sorted(query.split("&")) == ["count=2", "domain=d%2F1", "timeout=100", "workerid=me+%26+you"]
    assert "domain" not in server.asked[1].path
    assert "timeout=0" in server.asked[1].path
    assert server.asked[0].port == server.asked[1].port


@pytest.mark.parametrize(("status", "body"), [(200, b"[]"), (204, b""), (200, b"")])
def test_an_empty_poll(road: str, status: int, body: bytes) -> None:
    with loopback(lambda _: Answer(status, body)) as server:
        wire = TaskWire(Configuration(server_api_url=server.url))
        assert wire.poll("t", worker_id="w", count=1, timeout_ms=0) == []


def test_update(road: str) -> None:
    with loopback(lambda _: Answer(200, b"t", {"Content-Type": "text/plain"})) as server:
        assert TaskWire(Configuration(server_api_url=server.url)).update(RESULT) is None  # type: ignore[func-returns-value]
    asked = server.asked[0]
    assert (asked.method, asked.path, asked.headers["content-type"]) == (
        "POST",
        "/api/tasks",
        "application/json",
    )
    assert json.loads(asked.body)["outputData"] == {"a": "é"}


@pytest.mark.parametrize(
    ("status", "body", "next_id"), [(200, TASK, "next"), (204, b"", None), (200, b"", None)]
)
def test_update_and_poll(road: str, status: int, body: bytes, next_id: str | None) -> None:
    with loopback(lambda _: Answer(status, body)) as server:
        task = TaskWire(Configuration(server_api_url=server.url)).update_and_poll(RESULT)
    assert (task and task.task_id) == next_id
    assert (server.asked[0].method, server.asked[0].path) == ("POST", "/api/tasks/update-v2")


def said(text: str) -> bytes:
    return json.dumps({"message": text}).encode()


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, said("No static resource api/tasks/update-v2."), RouteMissing),
        (405, said("Request method 'POST' is not supported"), RouteMissing),
        (404, said("No such workflow found by id: w"), NotFound),
        (429, b"", RateLimited),
        (503, b"busy", ServerError),
        (500, said("boom"), ServerError),
        (403, said("no"), AuthorizationException),
        (418, b"", ApiException),
        (200, b'{"half', ApiException),
    ],
)
def test_errors(road: str, status: int, body: bytes, kind: type[ApiException]) -> None:
    with loopback(lambda _: Answer(status, body)) as server:
        wire = TaskWire(Configuration(server_api_url=server.url))
        with pytest.raises(ApiException) as caught:
            wire.update_and_poll(RESULT)
        assert type(caught.value) is kind
        assert caught.value.status == status
        assert caught.value.url == f"{server.url}/tasks/update-v2"
        assert len(server.asked) == 1  # it is the worker who decides about another try


def test_a_login_page_is_no_receipt(road: str) -> None:
    page = Answer(200, b"<html>please log in</html>", {"Content-Type": "text/html; charset=utf-8"})
    with loopback(lambda _: page) as server:
        wire = TaskWire(Configuration(server_api_url=server.url))
        for call in (lambda: wire.update(RESULT), lambda: wire.update_and_poll(RESULT)):
            with pytest.raises(ApiException, match=r"please log in.*web page.*proxy"):
                call()


def test_a_url_without_api_is_said(road: str) -> None:
    page = Answer(200, b"<html>swagger</html>", {"Content-Type": "text/html"})
    with loopback(lambda _: page) as server:
        wire = TaskWire(Configuration(server_api_url=server.origin))
        with pytest.raises(ApiException, match="CONDUCTOR_SERVER_URL usually ends in /api"):
            wire.poll("t", worker_id="w", count=1, timeout_ms=0)


def test_the_task_being_gone_is_no_missing_route(road: str) -> None:
    with loopback(lambda _: Answer(404, said("Task not found"))) as server:
        with pytest.raises(NotFound) as caught:
            TaskWire(Configuration(server_api_url=server.url)).update(RESULT)
        assert not isinstance(caught.value, RouteMissing)


def test_nobody_there(road: str) -> None:
    with loopback() as server:
        url = server.url
    with pytest.raises(NotSent, match="Is the Conductor server running"):
        TaskWire(Configuration(server_api_url=url)).update(RESULT)


def test_gzip(road: str) -> None:
    with loopback(lambda _: Answer(200, gzip.compress(TASK), {"Content-Encoding": "gzip"})) as server:
        task = TaskWire(Configuration(server_api_url=server.url)).update_and_poll(RESULT)
        assert task is not None
        assert server.asked[0].headers["accept-encoding"] == "gzip"


def test_the_token_and_its_renewal(road: str) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path == "/api/token":
            return Answer(200, b'{"token": "new"}')
        if asked.headers.get("x-authorization") != "new":
            return Answer(401, b'{"error": "EXPIRED_TOKEN"}')
        return Answer(200, b"[]")

    with loopback(answer) as server:
        configuration = Configuration(
            server_api_url=server.url, authentication_settings=AuthenticationSettings("k", "s")
        )
        configuration.update_token("old")
        wire = TaskWire(configuration)
        assert wire.poll("t", worker_id="w", count=1, timeout_ms=0) == []
        wire.update(RESULT)
        asked = [(a.path.partition("?")[0], a.headers.get("x-authorization")) for a in server.asked]
    assert asked == [
        ("/api/tasks/poll/batch/t", "old"),
        ("/api/token", None),
        ("/api/tasks/poll/batch/t", "new"),
        ("/api/tasks", "new"),
    ]


def test_a_token_with_a_line_break_is_never_sent(road: str) -> None:
    with loopback() as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.update_token("a\r\nX-Evil: b")
        with pytest.raises((ValueError, ApiException)):
            TaskWire(configuration).update(RESULT)
        assert server.asked == []


def test_redirects_lead_to_the_ordinary_road(road: str) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path.startswith("/api/"):
            return Answer(307, b"", {"Location": asked.path.replace("/api/", "/moved/")})
        return Answer(200, b"[]" if asked.method == "GET" else TASK)

    with loopback(answer) as server:
        wire = TaskWire(Configuration(server_api_url=server.url))
        assert wire.poll("t", worker_id="w", count=1, timeout_ms=0) == []
        wire.update(RESULT)
        task = wire.update_and_poll(RESULT)
        assert task is not None
        moved = [asked for asked in server.asked if asked.path.startswith("/moved/")]
        assert [asked.method for asked in moved] == ["GET", "POST", "POST"]
        assert json.loads(moved[2].body)["taskId"] == "t"


def test_a_certificate_that_is_not_there(road: str) -> None:
    configuration = Configuration(server_api_url="https://127.0.0.1:9/api")
    configuration.ssl_ca_cert = "/no/such/bundle.pem"
    with pytest.raises(NotSent, match=r"bundle.pem|No such file"):
        TaskWire(configuration).update(RESULT)


def test_durations_are_told(road: str) -> None:
    seen: list[dict[str, Any]] = []

    class Collector:
        def record_api_request_time(self, **given: Any) -> None:
            seen.append(given)

    with loopback(lambda _: Answer(200, b"[]")) as server:
        wire = TaskWire(Configuration(server_api_url=server.url), Collector())
        wire.poll("t", worker_id="w", count=1, timeout_ms=0)
    assert [(one["method"], one["uri"], one["status"], one["metric_uri"]) for one in seen] == [
        ("GET", "/api/tasks/poll/batch/t", "200", "/tasks/poll/batch/{taskType}")
    ]


def test_user_and_password_in_the_url(road: str) -> None:
    with loopback(lambda _: Answer(200, b"[]")) as server:
        configuration = Configuration(server_api_url=server.url.replace("127", "user:pw@127", 1))
        TaskWire(configuration).poll("t", worker_id="w", count=1, timeout_ms=0)
        assert server.asked[0].headers["authorization"] == "Basic dXNlcjpwdw=="
        assert "@" not in server.asked[0].headers["host"]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (500, b'{"message": "tok-en for k-ey"}', "application/json"),
        (401, b'{"error": "INVALID_TOKEN", "message": "tok-en for k-ey"}', "application/json"),
        (200, b"<html>tok-en k-ey</html>", "text/html"),
        (200, b'[{"tok-en": "k-ey"', "application/json"),
    ],
)
def test_what_an_answer_repeats_of_secrets_is_hidden(road: str, status: int, body: bytes, kind: str) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path.endswith("/token"):
            return Answer(200, b'{"token": "tok-en"}')
        return Answer(status, body, {"Content-Type": kind})

    with loopback(answer) as server:
        keys = AuthenticationSettings("id", "k-ey")
        wire = TaskWire(Configuration(server_api_url=server.url, authentication_settings=keys))
        with pytest.raises(ApiException) as caught:
            wire.poll("t", worker_id="w", count=1, timeout_ms=0)
    assert "***" in str(caught.value)
    assert not [secret for secret in ("tok-en", "k-ey") if secret in str(caught.value)]


def test_threads_share_one_wire() -> None:
    meeting = threading.Barrier(4, timeout=5)

    def answer(_: Asked) -> Answer:
        meeting.wait()
        return Answer(200, b"[" + TASK + b"]")

    with loopback(answer) as server:
        wire = TaskWire(Configuration(server_api_url=server.url))
        found: list[Any] = []

        def poll() -> None:
            for _ in range(3):
                found.extend(wire.poll("t", worker_id="w", count=1, timeout_ms=0))

        threads = [threading.Thread(target=poll) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 12
        assert len({asked.port for asked in server.asked}) == 4
        wire.close()


@responses.activate
def test_responses_works_for_workers_too() -> None:
    responses.get("http://server.test/api/tasks/poll/batch/t", json=[{"taskId": "x"}])
    wire = TaskWire(Configuration(server_api_url="http://server.test/api"))
    assert wire.poll("t", worker_id="w", count=1, timeout_ms=0)[0].task_id == "x"


def test_a_patch_that_comes_later_is_seen() -> None:
    wire = TaskWire(Configuration(server_api_url="http://server.test/api"))
    with responses.RequestsMock() as mocked:
        mocked.post("http://server.test/api/tasks", body=requests.ConnectionError("reset"))
        with pytest.raises(AmbiguousAnswer):
            wire.update(RESULT)


def test_only_the_named_authorities_are_trusted() -> None:
    """As on the ordinary road; the system's would be trusted where none is named."""
    configuration = Configuration(server_api_url="https://conductor.test/api")
    configuration.ssl_ca_cert = str(CERTIFICATE)
    context = tls_context(configuration)
    assert context is not None
    assert context.cert_store_stats()["x509"] == 1
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    configuration.verify_ssl = False
    unchecked = tls_context(configuration)
    assert unchecked is not None
    assert (unchecked.check_hostname, unchecked.verify_mode) == (False, ssl.CERT_NONE)


@pytest.mark.parametrize("autospec", [True, False])
def test_methods_of_the_api_class_that_a_test_replaces_are_called(autospec: bool) -> None:
    wire = TaskWire(Configuration(server_api_url="http://127.0.0.1:9/api"))
    with mock.patch.object(
        TaskResourceApi, "batch_poll", autospec=autospec, return_value=[Task(task_id="1")]
    ):
        assert [task.task_id for task in wire.poll("t", worker_id="w", count=1, timeout_ms=0)] == ["1"]
    with mock.patch.object(TaskResourceApi, "update_task_v2", autospec=autospec, return_value=None) as update:
        assert wire.update_and_poll(RESULT) is None
    assert update.called
    with pytest.raises(NotSent):
        wire.poll("t", worker_id="w", count=1, timeout_ms=0)


def test_where_the_lean_road_may_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def allowed(url: str = "http://server.test:8080/api", **settings: Any) -> bool:
        configuration = Configuration(server_api_url=url)
        for name, value in settings.items():
            setattr(configuration, name, value)
        return lean_allowed(configuration)

    assert allowed()
    assert allowed("https://server.test/api", verify_ssl=False, ssl_ca_cert="x")
    assert allowed(assert_hostname=False)
    assert not allowed(http_connection=requests.Session())
    assert not allowed(proxy="http://p")
    assert not allowed(assert_hostname="other")
    assert not allowed("ftp://server.test/api")
    assert not allowed("http:///api")
    assert not allowed("http://sörver.test/api")
    monkeypatch.setenv("NO_PROXY", "server.test")
    monkeypatch.setenv("http_proxy", "http://p")
    assert allowed()
    assert not allowed("http://other.test/api")
    assert allowed("https://other.test/api")


def test_an_adapter_of_the_user_s_own_is_respected() -> None:
    configuration = Configuration(server_api_url="http://server.test/api")
    pool = _session.pool(configuration)
    assert lean_allowed(configuration)
    pool.session.mount("http://server.test", requests.adapters.HTTPAdapter())
    assert not lean_allowed(configuration)
