"""call_api and upstream's other methods of ApiClient."""

from __future__ import annotations

import json
import pickle
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import NotFound, ServerError
from conductor.client.helpers.helper import ObjectMapper
from conductor.client.http.api_client import ApiClient
from conductor.client.http.models.task import Task
from conductor.client.http.thread import AwaitableThread

if TYPE_CHECKING:
    from pathlib import Path

HOST = "http://server.test/api"


class Collector:
    """A metrics collector."""

    def __init__(self, fails: bool = False) -> None:
        self.seen: list[dict[str, Any]] = []
        self.fails = fails

    def record_api_request_time(self, **given: Any) -> None:
        self.seen.append(given)
        if self.fails:
            raise RuntimeError("collector broke")


@pytest.fixture
def client() -> ApiClient:
    return ApiClient(Configuration(server_api_url=HOST))


def data_of(client: ApiClient, *args: Any, **kwargs: Any) -> Any:
    return client.call_api(*args, _return_http_data_only=True, **kwargs)


@responses.activate
def test_a_call(client: ApiClient) -> None:
    responses.get(f"{HOST}/tasks/a%2Fb", json={"taskId": "a/b"}, headers={"X": "y"})
    data, status, headers = client.call_api(
        "/tasks/{taskId}", "GET", {"taskId": "a/b"}, {"n": None, "t": True}, {"H": "1"}, response_type="Task"
    )
    assert (type(data), data.task_id, status, headers["x"]) == (Task, "a/b", 200, "y")
    sent = responses.calls[0].request
    assert sent.url == f"{HOST}/tasks/a%2Fb?t=true"
    assert (sent.headers["H"], sent.headers["Accept"], sent.headers["Accept-Encoding"]) == (
        "1",
        "*/*",
        "gzip",
    )


@responses.activate
def test_a_body_and_collection_formats(client: ApiClient) -> None:
    responses.post(f"{HOST}/tasks", body="id")
    assert data_of(
        client, "/tasks", "POST", query_params={"a": [1, 2]}, body=Task(task_id="t"), response_type="str",
        collection_formats={"a": "csv"},
    ) == "id"  # fmt: skip
    sent = responses.calls[0].request
    assert sent.url == f"{HOST}/tasks?a=1%2C2"
    assert json.loads(sent.body or b"") == {"taskId": "t"}


@responses.activate
def test_async_req(client: ApiClient) -> None:
    responses.get(f"{HOST}/a", json={"a": 1})
    thread = data_of(client, "/a", "GET", response_type="object", async_req=True)
    assert isinstance(thread, AwaitableThread)
    assert thread.get() == {"a": 1}
    responses.get(f"{HOST}/b", status=404)
    with pytest.raises(NotFound):
        data_of(client, "/b", "GET", async_req=True).get()


@responses.activate
def test_the_raw_response(client: ApiClient) -> None:
    responses.get(f"{HOST}/a", body="text")
    answer = data_of(client, "/a", "GET", response_type="Task", _preload_content=False)
    assert (answer.status, answer.data) == (200, "text")
    assert client.call_api("/a", "GET", _preload_content=False)[1] == 200


@responses.activate
def test_own_header_and_cookie() -> None:
    responses.get(f"{HOST}/a")
    client = ApiClient(Configuration(server_api_url=HOST), "X-H", "v", "c=1")
    client.call_api("/a", "GET")
    assert responses.calls[0].request.headers["X-H"] == "v"
    assert responses.calls[0].request.headers["Cookie"] == "c=1"
    assert client.default_headers == {"Accept-Encoding": "gzip", "X-H": "v"}


@responses.activate
def test_files(client: ApiClient, tmp_path: Path) -> None:
    responses.post(f"{HOST}/a")
    file = tmp_path / "x.json"
    file.write_bytes(b"{}")
    client.call_api(
        "/a", "POST", header_params={"Content-Type": "multipart/form-data"}, post_params=[("k", "v")],
        files={"f": str(file), "g": [str(file)]},
    )  # fmt: skip
    body = responses.calls[0].request.body
    assert isinstance(body, bytes)
    assert body.count(b'filename="x.json"') == 2
    assert b"application/json" in body


@responses.activate
def test_durations_are_told(client: ApiClient) -> None:
    collector = Collector()
    client.metrics_collector = collector
    responses.get(f"{HOST}/tasks/t", json={})
    responses.get(f"{HOST}/tasks/x", status=500)
    client.call_api("/tasks/{taskId}", "GET", {"taskId": "t"})
    with pytest.raises(ServerError):
        client.call_api("/tasks/{taskId}", "GET", {"taskId": "x"})
    assert [(seen["method"], seen["uri"], seen["status"], seen["metric_uri"]) for seen in collector.seen] == [
        ("GET", "/api/tasks/t", "200", "/tasks/{taskId}"),
        ("GET", "/api/tasks/x", "500", "/tasks/{taskId}"),
    ]
    assert all(0 <= seen["time_spent"] < 5 for seen in collector.seen)


@responses.activate
def test_a_broken_collector_breaks_no_call(client: ApiClient, caplog: pytest.LogCaptureFixture) -> None:
    client.metrics_collector = Collector(fails=True)
    responses.get(f"{HOST}/a", json={})
    assert data_of(client, "/a", "GET", response_type="object") == {}
    assert "metrics collector" in caplog.text


@responses.activate
def test_request_takes_a_whole_url(client: ApiClient) -> None:
    client.metrics_collector = Collector()
    responses.put("http://other.test/x", json=[1])
    assert client.request("PUT", "http://other.test/x", body={"a": 1}).json() == [1]
    assert client.metrics_collector.seen[0]["metric_uri"] == "/x"


@responses.activate
def test_bodies_and_tokens_reach_no_error(client: ApiClient, caplog: pytest.LogCaptureFixture) -> None:
    client.configuration.update_token("tok-secret")
    responses.post(f"{HOST}/secrets", status=500, json={"message": "boom"})
    with caplog.at_level("DEBUG"), pytest.raises(ServerError) as caught:
        client.call_api("/secrets", "POST", body={"password": "hush"})
    for text in (str(caught.value), repr(caught.value), caplog.text):
        assert "hush" not in text
        assert "tok-secret" not in text


def test_conversions(client: ApiClient) -> None:
    class Color(Enum):
        RED = 1

    task = client.deserialize_class({"taskId": "t"}, Task)
    assert task.task_id == "t"
    assert client.sanitize_for_serialization({"c": Color.RED, "t": task}) == {"c": 1, "t": {"taskId": "t"}}
    assert ObjectMapper().from_json([{"taskId": "t"}], "list[Task]")[0].task_id == "t"
    assert ObjectMapper().to_json(task) == {"taskId": "t"}
    assert ApiClient.NATIVE_TYPES_MAPPING["long"] is int
    assert bytes in ApiClient.PRIMITIVE_TYPES


def test_header_choices(client: ApiClient) -> None:
    accepts: list[list[str]] = [[], ["*/*"], ["a/b", "application/JSON"], ["a/b", "c/d"]]
    assert [client.select_header_accept(a) for a in accepts] == [None, "*/*", "application/json", "a/b, c/d"]
    kinds: list[list[str]] = [[], ["*/*"], ["a/b"], ["a/b", "application/json"]]
    assert [client.select_header_content_type(k) for k in kinds] == [
        "application/json", "application/json", "a/b", "application/json"
    ]  # fmt: skip


def test_parameters(client: ApiClient) -> None:
    assert client.parameters_to_tuples({"a": [1, 2], "b": 3}, {"a": "csv"}) == [("a", "1,2"), ("b", 3)]
    assert client.parameters_to_tuples([("a", [1, 2])], None) == [("a", 1), ("a", 2)]
    headers, query = {}, {}  # type: ignore[var-annotated]
    client.update_params_for_auth(headers, query, {"header": {"X": "1"}, "query": {"q": "2"}})
    client.update_params_for_auth(headers, query, None)
    assert (headers, query) == ({"X": "1"}, {"q": "2"})


def test_it_travels_without_its_connections(client: ApiClient) -> None:
    assert client.rest_client is client.rest_client
    client.metrics_collector = lambda: None  # cannot be pickled
    twin = pickle.loads(pickle.dumps(client))
    assert twin.configuration.host == HOST
    assert twin.rest_client is not client.rest_client


def test_the_layer_below_can_be_replaced(client: ApiClient) -> None:
    marker: Any = object()
    client.rest_client = marker
    assert client.rest_client is marker


def test_a_default_configuration() -> None:
    assert ApiClient().configuration.host.startswith("http")


def test_an_at_sign_in_the_path_is_no_password() -> None:
    configuration = Configuration(server_api_url="http://conductor.test/@team/api")
    assert "authorization" not in ApiClient(configuration).default_headers
