"""One call on the wire, its retries and its errors, with ``responses`` in the network's place."""

from __future__ import annotations

import json
import socket
import traceback
from typing import Any
from unittest import mock

import pytest
import requests
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import (
    AmbiguousAnswer,
    ApiException,
    NotFound,
    NotSent,
    RateLimited,
    ServerError,
)
from conductor.client.http import rest
from conductor.client.http._retry import RetryPolicy
from conductor.client.http.api_client import ApiClient
from conductor.client.http.rest import RESTClientObject, RESTResponse

URL = "http://server.test/api/tasks"


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def client(slept: list[float]) -> RESTClientObject:
    configuration = Configuration(server_api_url="http://server.test/api")
    return RESTClientObject(
        configuration=configuration, retry=RetryPolicy(jitter=lambda: 0.5), sleep=slept.append
    )


@responses.activate
def test_get(client: RESTClientObject) -> None:
    responses.get(URL, json={"a": 1}, headers={"X-A": "b"})
    answer = client.GET(URL, headers={"Accept": "x/y"}, query_params={"q": True})
    assert (answer.status, answer.reason, answer.data, answer.json()) == (200, "OK", '{"a": 1}', {"a": 1})
    assert (answer.getheader("x-a"), answer.getheader("no", "d"), answer.getheaders()["X-A"]) == (
        "b",
        "d",
        "b",
    )
    sent = responses.calls[0].request
    assert (sent.url, sent.headers["Accept"], sent.body) == (URL + "?q=true", "x/y", None)


@responses.activate
@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH"])
def test_verbs_with_a_body(client: RESTClientObject, verb: str) -> None:
    responses.add(verb, URL, body="id")
    assert getattr(client, verb)(URL, body={"a": [1]}).data == "id"
    assert json.loads(responses.calls[0].request.body or b"") == {"a": [1]}


@responses.activate
def test_the_other_verbs(client: RESTClientObject) -> None:
    responses.add("DELETE", URL, status=200)
    responses.add("HEAD", URL, status=200)
    responses.add("OPTIONS", URL, status=200)
    client.DELETE(URL, body=["x"])
    client.HEAD(URL)
    client.OPTIONS(URL)
    assert [call.request.method for call in responses.calls] == ["DELETE", "HEAD", "OPTIONS"]
    assert responses.calls[0].request.body == b'["x"]'


def test_wrong_arguments(client: RESTClientObject) -> None:
    with pytest.raises(ValueError, match="http method must be one of"):
        client.request("BREW", URL)
    with pytest.raises(ValueError, match="exclude each other"):
        client.request("POST", URL, body={}, post_params=[("a", "b")])


@responses.activate
def test_timeouts_are_always_set(client: RESTClientObject) -> None:
    responses.get(URL)
    for given, used in ((None, (10.0, 120.0)), (3, (3.0, 3.0)), ((1, 2), (1, 2))):
        client.GET(URL, _request_timeout=given)
        assert responses.calls[-1].request.req_kwargs["timeout"] == used  # type: ignore[attr-defined]


@responses.activate
def test_a_get_is_tried_again_until_it_works(client: RESTClientObject, slept: list[float]) -> None:
    responses.get(URL, status=503)
    responses.get(URL, body=requests.ConnectionError("reset"))
    responses.get(URL, json=[])
    assert client.GET(URL).json() == []
    assert slept == [0.15, 0.3]


@responses.activate
def test_it_gives_up_with_the_last_error(client: RESTClientObject, slept: list[float]) -> None:
    responses.get(URL, status=503, json={"message": "busy"})
    with pytest.raises(ServerError, match="busy"):
        client.GET(URL)
    assert len(responses.calls) == 4
    assert len(slept) == 3


@responses.activate
def test_a_post_is_not_repeated(client: RESTClientObject, slept: list[float]) -> None:
    responses.post(URL, status=503)
    with pytest.raises(ServerError):
        client.POST(URL, body={})
    responses.replace("POST", URL, body=requests.ConnectionError("reset"))
    with pytest.raises(AmbiguousAnswer):
        client.POST(URL, body={})
    assert len(responses.calls) == 2
    assert slept == []


@responses.activate
def test_a_post_is_repeated_where_nothing_was_done(client: RESTClientObject, slept: list[float]) -> None:
    refused = requests.ConnectionError("x")
    refused.__cause__ = ConnectionRefusedError(111, "Connection refused")
    responses.post(URL, body=refused)
    responses.post(URL, status=429, headers={"Retry-After": "2"})
    responses.post(URL, body="id")
    assert client.POST(URL, body={}).data == "id"
    assert slept == [0.15, 2.3]


@responses.activate
def test_a_long_retry_after_is_not_waited_for(client: RESTClientObject, slept: list[float]) -> None:
    responses.get(URL, status=429, headers={"Retry-After": "600"})
    with pytest.raises(RateLimited) as caught:
        client.GET(URL)
    assert caught.value.retry_after == 600
    assert slept == []


@responses.activate
def test_a_timeout_is_not_waited_for_again(client: RESTClientObject, slept: list[float]) -> None:
    responses.get(URL, body=requests.ReadTimeout("read timed out"))
    with pytest.raises(AmbiguousAnswer) as caught:
        client.GET(URL)
    assert caught.value.timed_out
    assert isinstance(caught.value.__cause__, requests.ReadTimeout)
    assert slept == []


def test_a_traceback_shows_our_error_and_one_line_of_the_networks(slept: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/api/tasks"
    with pytest.raises(NotSent) as caught:
        RESTClientObject(configuration=Configuration(server_api_url=url), sleep=slept.append).GET(url)
    shown = "".join(traceback.format_exception(NotSent, caught.value, caught.value.__traceback__))
    before, _, ours = shown.partition("The above exception was the direct cause")
    assert len(before.splitlines()) <= 2, shown
    assert isinstance(caught.value.__cause__, requests.ConnectionError)
    assert "urllib3/" not in ours
    assert "conductor-py serve starts one" in ours.splitlines()[-1]


@responses.activate
def test_errors_know_what_was_called(client: RESTClientObject) -> None:
    responses.delete(URL, status=404, json={"message": "nope"})
    with pytest.raises(NotFound) as caught:
        client.DELETE(URL)
    assert (caught.value.method, caught.value.url, caught.value.body) == (
        "DELETE",
        URL,
        '{"message": "nope"}',
    )


@pytest.mark.parametrize("url", ["ftp://x/y", "localhost:8080/api/tasks", "http://"])
def test_what_is_no_url(client: RESTClientObject, slept: list[float], url: str) -> None:
    with pytest.raises(NotSent, match="CONDUCTOR_SERVER_URL looks like"):
        client.GET(url)
    assert slept == []


@responses.activate
def test_an_error_of_an_adapter_is_not_hidden(client: RESTClientObject) -> None:
    responses.get(URL, body=KeyError("bug"))
    with pytest.raises(KeyError):
        client.GET(URL)


class Own:
    """A user's session that fails as it likes."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.given: list[dict[str, Any]] = []

    def request(self, method: str, url: str, **options: Any) -> Any:
        self.given.append({"method": method, "url": url, **options})
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def answered(status: int, body: bytes = b"{}") -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = body
    return response


def test_a_session_of_the_user_s_own_is_used_as_given(slept: list[float]) -> None:
    own = Own(answered(200, b"[]"), answered(503), requests.ConnectionError("x"))
    configuration = Configuration()
    configuration.http_connection = own
    client = RESTClientObject(configuration=configuration, sleep=slept.append)
    assert client.connection is own
    assert client.GET(URL).json() == []
    with pytest.raises(ServerError):
        client.GET(URL)
    with pytest.raises(AmbiguousAnswer):
        client.GET(URL)
    assert [given["url"] for given in own.given] == [URL] * 3
    assert slept == []


def test_the_first_argument_is_a_connection() -> None:
    own = Own(answered(200))
    assert RESTClientObject(own).GET(URL).status == 200


def test_a_response_without_reason() -> None:
    class Httpx:
        status_code = 200
        reason_phrase = "Fine"
        headers = None
        content = b"\xc3\xa9"

    answer = RESTResponse(Httpx())
    assert (answer.reason, answer.data) == ("Fine", "é")
    Httpx.reason_phrase, Httpx.status_code = "", 404  # the server sends no phrase
    assert RESTResponse(Httpx()).reason == "Not Found"
    Httpx.status_code = 799
    assert RESTResponse(Httpx()).reason == ""


def test_a_mocked_answer_is_read() -> None:
    with mock.patch.object(RESTClientObject, "request") as request:
        request.return_value = mock.Mock(status=200, data='{"workflowId": "w"}')
        client = ApiClient(Configuration("http://c:1"))
        answer = client.call_api("/x", "GET", response_type="Workflow", _return_http_data_only=True)
    assert answer.workflow_id == "w"


def test_names_of_both_lines() -> None:
    assert rest.RestException is ApiException is rest.ApiException
    assert issubclass(rest.AuthorizationException, rest.ApiException)
