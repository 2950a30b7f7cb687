"""The token: first need, before expiry, one request for all threads, 401, 404, back-off."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import threading
from typing import Any

import pytest
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
from conductor.client.exceptions import ApiException, AuthorizationException, NotSent
from conductor.client.http._token import TokenKeeper, lifetime_ms
from conductor.client.http.api_client import ApiClient

HOST = "http://server.test/api"


class Issuer:
    """Stands for POST /token, and for the clock."""

    def __init__(self, configuration: Configuration) -> None:
        self.now = 1_000_000.0
        self.issued = 0
        self.fails_with: ApiException | None = None
        self.configuration = configuration
        self.keeper = TokenKeeper(configuration, self.fetch, lambda: self.now)

    def fetch(self, key_id: str, key_secret: str) -> str:
        assert (key_id, key_secret) == ("key", "secret")
        self.issued += 1
        if self.fails_with is not None:
            raise self.fails_with
        return f"T{self.issued}"

    def current(self) -> str | None:
        token = self.keeper.current()
        if token is not None:
            self.configuration.token_update_time = int(self.configuration.token_update_time)
        return token


@pytest.fixture
def configuration() -> Configuration:
    return Configuration(
        server_api_url=HOST,
        authentication_settings=AuthenticationSettings("key", "secret"),
        auth_token_ttl_min=45,
    )


@pytest.fixture
def issuer(configuration: Configuration, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    made = Issuer(configuration)
    monkeypatch.setattr("time.time", lambda: made.now)
    return made


def test_it_is_fetched_on_first_need_and_kept(issuer: Issuer) -> None:
    assert issuer.issued == 0
    assert [issuer.current(), issuer.current()] == ["T1", "T1"]
    assert issuer.configuration.AUTH_TOKEN == "T1"


def test_it_is_renewed_when_its_time_is_over(issuer: Issuer) -> None:
    issuer.current()
    issuer.now += 45 * 60 - 1
    assert issuer.current() == "T1"
    issuer.now += 1
    assert issuer.current() == "T2"


def jwt(**claims: float) -> str:
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"head.{payload}.signature"


@pytest.mark.parametrize(
    ("token", "milliseconds"),
    [
        (jwt(iat=100, exp=1100), 900_000.0),
        (jwt(exp=5), None),
        ("opaque", None),
        ("a.b.c", None),
        ("a.W10.c", None),
    ],
)
def test_the_life_that_a_token_states(token: str, milliseconds: float | None) -> None:
    assert lifetime_ms(token) == milliseconds


def test_a_token_that_lives_shorter_is_renewed_earlier(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = iter([jwt(iat=0, exp=600), "second"])
    issuer.keeper._fetch = lambda *_: next(tokens)
    first = issuer.current()
    issuer.now += 539
    assert issuer.current() == first
    issuer.now += 1
    assert issuer.current() == "second"


def test_without_keys_there_is_none_but_the_one_given(issuer: Issuer) -> None:
    issuer.configuration.authentication_settings = None
    assert issuer.current() is None
    assert not issuer.keeper.renew(None)
    issuer.configuration.update_token("MINE")
    assert issuer.current() == "MINE"
    assert issuer.issued == 0


def test_a_404_means_no_authentication(issuer: Issuer, caplog: pytest.LogCaptureFixture) -> None:
    issuer.fails_with = ApiException(404, "x")
    with caplog.at_level(logging.INFO):
        assert [issuer.current(), issuer.current()] == [None, None]
    assert issuer.issued == 1
    assert issuer.configuration.authentication_settings is None
    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_failures_back_off_and_do_not_flood_the_log(issuer: Issuer, caplog: pytest.LogCaptureFixture) -> None:
    issuer.fails_with = AuthorizationException(401, "Unauthorized")
    for _ in range(50):
        with pytest.raises(AuthorizationException, match="CONDUCTOR_AUTH_KEY"):
            issuer.current()
    assert issuer.issued == 1
    assert len(caplog.records) == 1
    attempts = []
    for _ in range(300):
        issuer.now += 1
        with pytest.raises(AuthorizationException):
            issuer.current()
        attempts.append(issuer.issued)
    assert attempts[-1] == 9  # after 2, 4, 8, 16, 32, 60, 60, 60 seconds
    assert "secret" not in caplog.text
    issuer.fails_with = None
    issuer.now += 61
    assert issuer.current() == "T10"


def test_an_old_token_outlives_a_failed_renewal(issuer: Issuer) -> None:
    issuer.current()
    issuer.now += 3000
    issuer.fails_with = NotSent(0, "Connection refused", hint="Is it running?")
    assert issuer.current() == "T1"
    assert issuer.fails_with.hint == "Is it running?"
    assert not issuer.keeper.renew("T1")


def test_another_thread_s_renewal_counts(issuer: Issuer) -> None:
    issuer.current()
    assert issuer.keeper.renew("an older one")
    assert issuer.issued == 1


def test_threads_wait_for_one_request(configuration: Configuration) -> None:
    entered, release = threading.Event(), threading.Event()
    fetched: list[int] = []

    def fetch(*_: str) -> str:
        fetched.append(1)
        entered.set()
        release.wait(5)
        return "T"

    keeper = TokenKeeper(configuration, fetch)
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(keeper.current())) for _ in range(10)]
    for thread in threads:
        thread.start()
    assert entered.wait(5)
    release.set()
    for thread in threads:
        thread.join()
    assert found == ["T"] * 10
    assert len(fetched) == 1


def test_nobody_waits_while_an_old_token_is_renewed(configuration: Configuration) -> None:
    configuration.AUTH_TOKEN = "old"
    entered, release = threading.Event(), threading.Event()

    def fetch(*_: str) -> str:
        entered.set()
        release.wait(5)
        return "new"

    keeper = TokenKeeper(configuration, fetch)
    found: list[Any] = []
    renewing = threading.Thread(target=lambda: found.append(keeper.current()))
    renewing.start()
    assert entered.wait(5)
    assert keeper.current() == "old"
    release.set()
    renewing.join()
    assert found == ["new"]
    assert keeper.current() == "new"


@responses.activate
def test_every_client_of_a_configuration_shares_it(configuration: Configuration) -> None:
    responses.post(f"{HOST}/token", json={"token": "T"})
    responses.get(f"{HOST}/x", json={})
    for _ in range(3):
        ApiClient(configuration).call_api("/x", "GET")
    sent = [(call.request.method, call.request.headers.get("X-Authorization")) for call in responses.calls]
    assert sent == [("POST", None), ("GET", "T"), ("GET", "T"), ("GET", "T")]
    assert json.loads(responses.calls[0].request.body or b"") == {"keyId": "key", "keySecret": "secret"}
    pickle.loads(pickle.dumps(ApiClient(configuration))).call_api("/x", "GET")
    assert len(responses.calls) == 5


@responses.activate
@pytest.mark.parametrize("code", ["EXPIRED_TOKEN", "INVALID_TOKEN"])
def test_a_401_renews_once(configuration: Configuration, code: str) -> None:
    configuration.update_token("old")
    responses.post(f"{HOST}/token", json={"token": "new"})
    responses.post(f"{HOST}/x", status=401, json={"error": code})
    responses.post(f"{HOST}/x", body="done")
    data = ApiClient(configuration).call_api(
        "/x", "POST", body={}, response_type="str", _return_http_data_only=True
    )
    assert data == "done"
    assert [call.request.headers.get("X-Authorization") for call in responses.calls] == ["old", None, "new"]


@responses.activate
def test_a_second_401_is_the_answer(configuration: Configuration) -> None:
    responses.post(f"{HOST}/token", json={"token": "T"})
    responses.get(f"{HOST}/x", status=401, json={"error": "INVALID_TOKEN", "message": "no"})
    with pytest.raises(AuthorizationException, match="no"):
        ApiClient(configuration).call_api("/x", "GET")
    assert [call.request.method for call in responses.calls] == ["POST", "GET", "POST", "GET"]


@responses.activate
def test_other_401s_are_not_about_the_token(configuration: Configuration) -> None:
    responses.post(f"{HOST}/token", json={"token": "T"})
    responses.get(f"{HOST}/x", status=403, json={"error": "ACCESS_DENIED"})
    with pytest.raises(AuthorizationException):
        ApiClient(configuration).call_api("/x", "GET")
    assert len(responses.calls) == 2


@responses.activate
@pytest.mark.parametrize(
    "answer", [{"json": {"other": 1}}, {"body": "<html>", "content_type": "text/html"}, {"json": []}]
)
def test_an_answer_without_token(configuration: Configuration, answer: dict[str, Any]) -> None:
    responses.post(f"{HOST}/token", **answer)
    with pytest.raises(ApiException, match="/token"):
        ApiClient(configuration).call_api("/x", "GET")


@responses.activate
def test_headers_and_forced_renewal(configuration: Configuration) -> None:
    responses.post(f"{HOST}/token", json={"token": "T1"})
    responses.post(f"{HOST}/token", json={"token": "T2"})
    responses.post(f"{HOST}/token", status=500)
    client = ApiClient(configuration)
    assert client.get_authentication_headers() == {"header": {"X-Authorization": "T1"}}
    assert client.force_refresh_auth_token()
    assert configuration.AUTH_TOKEN == "T2"
    assert not client.force_refresh_auth_token()
    configuration.AUTH_TOKEN = None
    assert not client.force_refresh_auth_token()
    assert not ApiClient(Configuration(server_api_url=HOST)).force_refresh_auth_token()
    assert ApiClient(Configuration(server_api_url=HOST)).get_authentication_headers() is None


@pytest.mark.parametrize(
    "body", ['{"token": "t0p-secret', '{"access_token": "t0p-secret"}', '["t0p-secret"]']
)
@responses.activate
def test_an_answer_that_cannot_be_read_is_not_shown(
    configuration: Configuration, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Half an answer, or one of another shape, may hold the token: it is in no text and no log."""
    responses.post(f"{configuration.host}/token", body=body, content_type="application/json")
    with caplog.at_level(logging.DEBUG), pytest.raises(ApiException) as caught:
        ApiClient(configuration).current_token()
    assert caught.value.status == 200
    assert "/token" in str(caught.value)
    assert "t0p-secret" not in f"{caught.value} {caught.value!r} {caught.value.body} {caplog.text}"
