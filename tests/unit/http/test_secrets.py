"""Whatever a server repeats of them: no secret, token or password in an error or a log."""

from __future__ import annotations

import json
import logging
import traceback
from typing import Any

import pytest
import responses

from conductor.client.configuration._secrets import secrets_of
from conductor.client.configuration.configuration import Configuration
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
from conductor.client.exceptions import ApiException, AuthorizationException, BadRequest, NotSent
from conductor.client.http.api_client import ApiClient
from conductor.client.http.rest import RESTClientObject

HOST = "http://user:pass%3Aword@server.test/api"
API = "http://server.test/api"
SECRET = 'k"ey-secret'
TOKEN = "tok-en-token"
HIDDEN = (SECRET, json.dumps(SECRET)[1:-1], TOKEN, "pass%3Aword", "pass:word", "proxy-word")


@pytest.fixture
def configuration() -> Configuration:
    found = Configuration(server_api_url=HOST, authentication_settings=AuthenticationSettings("id", SECRET))
    found.update_token(TOKEN)
    found.proxy = "http://user:proxy-word@proxy.test:1"
    return found


def shown(error: BaseException) -> str:
    return "".join(traceback.format_exception(type(error), error, error.__traceback__)) + repr(error)


REPEATS = " ".join(HIDDEN)
ANSWERS: dict[str, dict[str, Any]] = {
    "message": {"status": 400, "json": {"message": f"no: {REPEATS}"}},
    "validation errors": {
        "status": 400,
        "json": {
            "message": "no",
            "validationErrors": [{"path": SECRET, "message": TOKEN, "invalidValue": REPEATS}],
        },
    },
    "error code": {"status": 401, "json": {"error": TOKEN, "message": SECRET}},
    "page": {"status": 502, "body": f"<html>{REPEATS}</html>", "content_type": "text/html"},
    "page with 200": {"status": 200, "body": f"<html>{REPEATS}</html>", "content_type": "text/html"},
    "half a document": {"status": 200, "body": json.dumps({"token": REPEATS})[:-2]},
}


@pytest.mark.parametrize("what", ANSWERS)
@responses.activate
def test_an_answer_that_repeats_them(
    configuration: Configuration, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    responses.get(f"{API}/tasks/t", **ANSWERS[what])
    client = ApiClient(configuration)
    client.rest_client = RESTClientObject(configuration=configuration, sleep=lambda _seconds: None)
    with caplog.at_level(logging.DEBUG), pytest.raises(ApiException) as caught:
        client.call_api("/tasks/t", "GET", response_type="Task")
    error = caught.value
    texts = (shown(error), caplog.text, str(error.body), str(error.message), str(error.validation_errors))
    for text in texts:
        assert not [secret for secret in HIDDEN if secret in text]
    assert "***" in str(error)


@pytest.mark.parametrize("status", [400, 401, 403, 500])
@responses.activate
def test_a_refused_key(configuration: Configuration, status: int, caplog: pytest.LogCaptureFixture) -> None:
    configuration.AUTH_TOKEN = None  # pyright: ignore[reportConstantRedefinition]
    responses.post(f"{API}/token", status=status, json={"message": f"bad secret {SECRET}"})
    with caplog.at_level(logging.DEBUG), pytest.raises(ApiException) as caught:
        ApiClient(configuration).call_api("/tasks/t", "GET")
    assert SECRET not in shown(caught.value) + caplog.text
    assert "bad secret ***" in str(caught.value)


@responses.activate
def test_a_server_without_accounts(configuration: Configuration, caplog: pytest.LogCaptureFixture) -> None:
    configuration.AUTH_TOKEN = None  # pyright: ignore[reportConstantRedefinition]
    responses.post(f"{API}/token", status=404)
    responses.get(f"{API}/tasks/t")
    with caplog.at_level(logging.DEBUG):
        ApiClient(configuration).call_api("/tasks/t", "GET")
    assert "has no /token" in caplog.text
    assert not [secret for secret in HIDDEN if secret in caplog.text]


@pytest.mark.parametrize(
    "url",
    [
        "http://user:proxy-word@127.0.0.1:port",
        "user:proxy-word@127.0.0.1:99999",
        "http://user:proxy-word@[::1",
    ],
)
def test_a_proxy_s_url_that_cannot_be_read(configuration: Configuration, url: str) -> None:
    configuration.proxy = url
    configuration.AUTH_TOKEN = None  # pyright: ignore[reportConstantRedefinition]
    configuration.authentication_settings = None
    with pytest.raises(NotSent, match=r"a proxy \(Configuration\.proxy") as caught:
        ApiClient(configuration).call_api("/tasks/t", "GET")
    assert "proxy-word" not in shown(caught.value)


@pytest.mark.parametrize(
    ("url", "passwords"),
    [
        ("user:proxy-word@proxy.test:3128", {"proxy-word"}),
        ("http://user:p%40ss:word@proxy.test", {"p%40ss:word", "p@ss:word"}),
        ("http://us@er:p@ssword@[::1", {"p@ssword"}),
        ("http://token@proxy.test:3128", set()),
        ("http://proxy.test:3128/way@home?a:b@c", set()),
    ],
)
def test_the_password_of_a_proxy(url: str, passwords: set[str]) -> None:
    configuration = Configuration(server_api_url=API)
    configuration.proxy = url
    assert set(secrets_of(configuration)) == passwords


def test_what_is_secret(configuration: Configuration) -> None:
    assert set(secrets_of(configuration)) == {SECRET, TOKEN, "pass%3Aword", "pass:word", "proxy-word"}
    assert secrets_of(Configuration(server_api_url=API)) == []
    short = Configuration(server_api_url=API, authentication_settings=AuthenticationSettings("k", "s"))
    assert secrets_of(short) == []


def test_only_what_the_answer_says_is_changed() -> None:
    error = BadRequest(
        400, "Bad abcd", body='{"message": "abcd, efgh", "validationErrors": [{"path": "abcd"}]}'
    )
    error.hint = "abcd is a hint"
    error.hide(["abcd"])
    assert str(error) == "(400) Bad ***: ***, efgh [***: None] abcd is a hint"
    assert repr(error) == "BadRequest(400, 'Bad ***')"
    untouched = AuthorizationException(401, "no", body='{"error": "E", "message": "m"}')
    untouched.message = "set by hand"
    untouched.hide(["abcd"])
    assert (untouched.message, untouched.error_code) == ("set by hand", "E")


def test_a_secret_that_is_part_of_another() -> None:
    error = BadRequest(400, "no", body="abcd-efgh, abcd")
    error.hide(["abcd", "abcd-efgh"])
    assert error.body == "***, ***"


def test_the_constructor_s_arguments_are_what_was_answered() -> None:
    class Answered:
        status, reason, data = 404, "Not Found", "{}"

        def getheaders(self) -> dict[str, str]:
            return {}

    assert repr(ApiException(http_resp=Answered())) == "ApiException(404, 'Not Found')"
