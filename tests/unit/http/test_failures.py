"""From an answer, or none, to the error that is raised."""

from __future__ import annotations

import socket
import ssl
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import urllib3

from conductor.client import exceptions
from conductor.client.exceptions import NotFound, NotSupportedByServer
from conductor.client.http import _failures
from conductor.client.http._missing_routes import way_out


def answer(status: int, body: str = "") -> Any:
    return SimpleNamespace(status=status, reason="", data=body, getheaders=dict)


@pytest.mark.parametrize(
    ("status", "kind", "transient"),
    [
        (400, "BadRequest", False),
        (401, "AuthorizationException", False),
        (403, "AuthorizationException", False),
        (404, "NotFound", False),
        (409, "Conflict", False),
        (418, "ApiException", False),
        (429, "RateLimited", True),
        (500, "ServerError", False),
        (502, "ServerError", True),
        (503, "ServerError", True),
        (599, "ServerError", False),
        (302, "ApiException", False),
    ],
)
def test_each_status_has_its_kind(status: int, kind: str, transient: bool) -> None:
    error = _failures.from_answer(answer(status, '{"message": "m"}'), "GET", "http://h/api/x")
    assert type(error) is getattr(exceptions, kind)
    assert (error.status, error.message, error.transient) == (status, "m", transient)
    assert (error.method, error.url) == ("GET", "http://h/api/x")


def test_credentials_in_the_url_do_not_show() -> None:
    error = _failures.from_answer(answer(500), "GET", "http://user:secret@h/api/x")
    assert "secret" not in str(error)
    assert error.url == "http://h/api/x"


@pytest.mark.parametrize(
    ("status", "body", "path", "advice"),
    [
        (
            404,
            '{"message": "No static resource x."}',
            "/workflow/x/variables",
            "SET_VARIABLE",
        ),
        (404, '{"message": "No static resource api/schema."}', "/schema", "register_schema"),
        (404, '{"message": "No static resource api/users."}', "/users", "Orkes"),
        (404, '{"message": "No static resource api/prompts/p."}', "/prompts/p", "LLM"),
        (404, '{"message": "No static resource api/unheard."}', "/unheard", "newer server"),
        (
            500,
            '{"message": "Method parameter \'version\': Failed to convert; For input string: \\"tags\\""}',
            "/metadata/workflow/w/tags",
            "Tags",
        ),
        (405, '{"message": "Request method is not supported"}', "/metadata/workflow/x/tags", "Tags"),
        (405, "{}", "/tasks/update-v2", "update_task"),
        (501, "env-backed secrets are read-only", "/secrets/x", "environment"),
    ],
)
def test_a_missing_endpoint_names_the_way_out(status: int, body: str, path: str, advice: str) -> None:
    error = _failures.from_answer(answer(status, body), "POST", f"http://h/api{path}")
    assert isinstance(error, NotSupportedByServer)
    assert error.status == status
    assert advice in str(error)
    assert f"This server has no POST /api{path}." in str(error)


def test_a_missing_thing_is_no_missing_endpoint() -> None:
    error = _failures.from_answer(answer(404, '{"message": "Task not found"}'), "GET", "http://h/api/tasks/t")
    assert type(error) is NotFound
    assert error.hint is None


def test_a_404_without_api_hints_at_it() -> None:
    body = '{"message": "No static resource metadata/taskdefs."}'
    error = _failures.from_answer(answer(404, body), "PUT", "http://h:8080/metadata/taskdefs")
    assert "CONDUCTOR_SERVER_URL usually ends in /api" in str(error)
    assert not isinstance(error, NotSupportedByServer)


def test_every_orkes_only_endpoint_has_its_own_advice() -> None:
    paths = [
        "/groups/g/users/u",
        "/applications",
        "/auth/authorization",
        "/roles",
        "/gateway/config/auth",
        "/integrations/provider/p",
        "/registry/service/s",
        "/event/queue/config",
        "/secrets-v2",
        "/scheduler/schedules/s/tags",
        "/workflow/w/state",
        "/workflow/w/jump/t",
        "/workflow/w/upgrade",
        "/workflow/w/messages",
        "/workflow/correlated/batch",
        "/workflow/execute/name",
        "/metadata/tags/workflow/w",
        "/token",
    ]
    for path in paths:
        assert "newer server" not in way_out("/api" + path), path


def chained(outer: Exception, inner: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


REFUSED = ConnectionRefusedError(111, "Connection refused")


@pytest.mark.parametrize(
    ("error", "kind", "timed_out", "words"),
    [
        (chained(requests.ConnectionError("x"), REFUSED), "NotSent", False, "Connection refused"),
        (
            requests.ConnectionError(
                urllib3.exceptions.MaxRetryError(
                    None, "/", urllib3.exceptions.NewConnectionError(None, "no route")  # type: ignore[arg-type]
                )
            ),
            "NotSent", False, "no route",
        ),
        (requests.ConnectTimeout("slow"), "NotSent", True, "slow"),
        (requests.exceptions.ProxyError("proxy said no"), "NotSent", False, "proxy said no"),
        (requests.exceptions.SSLError("bad certificate"), "NotSent", False, "bad certificate"),
        (socket.gaierror(-2, "Name or service not known"), "NotSent", False, "Name or service not known"),
        (requests.ReadTimeout("read timed out"), "AmbiguousAnswer", True, "read timed out"),
        (requests.ConnectionError("aborted"), "AmbiguousAnswer", False, "aborted"),
        (requests.exceptions.ChunkedEncodingError("cut"), "AmbiguousAnswer", False, "cut"),
        (ConnectionResetError(104, "reset by peer"), "AmbiguousAnswer", False, "reset by peer"),
    ],
)  # fmt: skip
def test_network_errors(error: Exception, kind: str, timed_out: bool, words: str) -> None:
    failed = _failures.from_network(error, "POST", "http://h/api/x")
    assert failed is not None
    assert type(failed) is getattr(exceptions, kind)
    assert (failed.status, failed.timed_out) == (0, timed_out)
    assert words in str(failed)
    assert "http://h/api/x" in str(failed)


def test_hints_of_the_network() -> None:
    def hint(error: Exception) -> str:
        return str(_failures.from_network(error, "GET", "http://h/api"))

    assert "Is the Conductor server running" in hint(REFUSED)
    assert "ssl_ca_cert" in hint(requests.exceptions.SSLError("x"))
    assert "ssl_ca_cert" in hint(ssl.SSLCertVerificationError("x"))
    assert "NO_PROXY" in hint(requests.exceptions.ProxyError("x"))
    assert "may have been done" in hint(requests.ReadTimeout("x"))


def test_an_error_that_the_caller_was_busy_with_does_not_count() -> None:
    lost = requests.ConnectionError("aborted")
    lost.__context__ = REFUSED
    assert type(_failures.from_network(lost, "POST", "u")) is exceptions.AmbiguousAnswer


def test_a_missing_certificate_file_is_no_ambiguity() -> None:
    for error in (
        OSError("Could not find a suitable TLS CA bundle"),
        FileNotFoundError(2, "No such file", "x.pem"),
    ):
        failed = _failures.from_network(error, "POST", "u")
        assert type(failed) is exceptions.NotSent
        assert not failed.transient
        assert "ssl_ca_cert" in str(failed)


def test_errors_of_the_program_are_not_the_network_s() -> None:
    assert _failures.from_network(KeyError("x"), "GET", "u") is None


def test_a_web_page_is_named() -> None:
    error = _failures.from_answer(answer(502, "<html>Bad gateway</html>"), "GET", "http://h/api/x")
    assert str(error).endswith("The answer is a web page: is a proxy, or another server, in the way?")
