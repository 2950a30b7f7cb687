"""What programs override, patch or replace on the way down is really called."""

from __future__ import annotations

from typing import Any, ClassVar
from unittest import mock

import pytest
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
from conductor.client.http.api import TaskResourceApi, WorkflowResourceApi
from conductor.client.http.api_client import ApiClient
from conductor.client.orkes_clients import OrkesClients

API = "http://conductor.test/api"


class Answer:
    """An answer as tests of programs make them: what both published lines read, and no more."""

    status, reason = 200, "OK"
    headers: ClassVar[dict[str, str]] = {}
    data = text = '{"taskId": "patched"}'

    def getheaders(self) -> dict[str, str]:
        return {}


class Mine(ApiClient):
    """A user's own client; its methods have 1.1's parameters, and tell that they were called."""

    def __init__(self, configuration: Configuration) -> None:
        super().__init__(configuration)
        self.called: list[str] = []

    def call_api(self, resource_path: str, method: str, *args: Any, **kwargs: Any) -> Any:
        self.called.append("call_api")
        return super().call_api(resource_path, method, *args, **kwargs)

    def request(  # type: ignore[override]
        self, method: str, url: str, query_params: Any = None, headers: Any = None, post_params: Any = None,
        body: Any = None, _preload_content: bool = True, _request_timeout: Any = None,
    ) -> Any:  # fmt: skip
        self.called.append("request")
        return super().request(
            method, url, query_params=query_params, headers={**headers, "X-Mine": "yes"}, body=body,
            post_params=post_params, _preload_content=_preload_content, _request_timeout=_request_timeout,
        )  # fmt: skip

    def deserialize(self, response: Any, response_type: Any) -> Any:
        self.called.append("deserialize")
        return super().deserialize(response, response_type)

    def sanitize_for_serialization(self, obj: Any) -> Any:
        self.called.append("sanitize_for_serialization")
        return {"mine": True} if obj == {"a": 1} else super().sanitize_for_serialization(obj)

    def update_params_for_auth(self, headers: dict[str, Any], querys: Any, auth_settings: Any) -> None:
        self.called.append("update_params_for_auth")
        super().update_params_for_auth(headers, querys, auth_settings)
        headers["X-Signed"] = "yes"


@responses.activate
def test_methods_of_a_subclass() -> None:
    responses.post(f"{API}/workflow/wf", body="id")
    client = Mine(Configuration(server_api_url=API))
    assert WorkflowResourceApi(client).start_workflow1({"a": 1}, "wf", version=2) == "id"
    assert client.called[0] == "call_api"
    assert client.called[-3:] == ["update_params_for_auth", "request", "deserialize"]
    assert "sanitize_for_serialization" in client.called
    [call] = responses.calls
    assert call.request.body == b'{"mine":true}'
    assert call.request.url == f"{API}/workflow/wf?version=2"
    assert (call.request.headers["X-Mine"], call.request.headers["X-Signed"]) == ("yes", "yes")


@responses.activate
def test_a_subclass_s_own_token() -> None:
    class Keyed(ApiClient):
        def get_authentication_headers(self) -> dict[str, dict[str, str]]:
            return {"header": {"X-Authorization": "mine"}, "query": {"tenant": "t"}}

    responses.get(f"{API}/tasks/queue/all", json={})
    Keyed(Configuration(server_api_url=API)).call_api("/tasks/queue/all", "GET", query_params={"q": 1})
    assert responses.calls[0].request.headers["X-Authorization"] == "mine"
    assert responses.calls[0].request.url == f"{API}/tasks/queue/all?q=1&tenant=t"


@responses.activate
def test_a_subclass_that_authorises_by_query_alone() -> None:
    class Keyed(ApiClient):
        def get_authentication_headers(self) -> dict[str, dict[str, str]]:
            return {"query": {"key": "k"}}

    responses.get(f"{API}/tasks/queue/all", json={})
    assert TaskResourceApi(Keyed(Configuration(server_api_url=API))).all() == {}
    assert responses.calls[0].request.url == f"{API}/tasks/queue/all?key=k"


@pytest.mark.parametrize(
    "where",
    [
        "conductor.client.http.rest.RESTClientObject.request",
        "conductor.client.http.api_client.ApiClient.request",
    ],
)
def test_patched_below(where: str) -> None:
    with mock.patch(where, return_value=Answer()) as patched:
        task = OrkesClients(Configuration(server_api_url=API)).get_task_client().get_task("t")
    assert task.task_id == "patched"
    patched.assert_called_once()
    assert patched.call_args.args == ("GET", f"{API}/tasks/t") or patched.call_args.args[:2] == (
        "GET",
        f"{API}/tasks/t",
    )


def test_patched_in_the_middle() -> None:
    with mock.patch("conductor.client.http.api_client.ApiClient.call_api", return_value="mine") as patched:
        assert OrkesClients(Configuration(server_api_url=API)).get_task_client().get_task("t") == "mine"
    assert patched.call_args.args[:3] == ("/tasks/{taskId}", "GET", {"taskId": "t"})
    assert patched.call_args.kwargs["response_type"] == "Task"


@responses.activate
def test_patched_conversions() -> None:
    responses.post(f"{API}/tasks", json={})
    client = ApiClient(Configuration(server_api_url=API))
    with mock.patch.object(ApiClient, "sanitize_for_serialization", return_value={"s": 1}) as sanitize:
        TaskResourceApi(client).update_task({"taskId": "t"})
    assert mock.call({"taskId": "t"}) in sanitize.call_args_list
    assert responses.calls[0].request.body == b'{"s":1}'
    with mock.patch.object(client, "deserialize", return_value="d") as deserialize:
        assert TaskResourceApi(client).update_task({"taskId": "t"}) == "d"
    assert deserialize.call_args.args[1] == "str"


def test_a_replaced_api() -> None:
    client: Any = OrkesClients(Configuration(server_api_url=API)).get_task_client()
    client.taskResourceApi = mock.Mock()
    client.taskResourceApi.get_task.return_value = 5
    assert client.get_task("t") == 5


@responses.activate
def test_the_token_is_fetched_by_the_same_way() -> None:
    """So a patched ``request`` of the client sees it, and metrics count it, as in 2.0."""
    told: list[tuple[str, str]] = []
    collector = mock.Mock()
    collector.record_api_request_time = lambda **given: told.append((given["uri"], given["metric_uri"]))
    responses.post(f"{API}/token", json={"token": "t"})
    responses.get(f"{API}/tasks/queue/all", json={})
    configuration = Configuration(
        server_api_url=API, authentication_settings=AuthenticationSettings("k", "s")
    )
    TaskResourceApi(ApiClient(configuration, metrics_collector=collector)).all()
    assert told == [("/api/token", "/token"), ("/api/tasks/queue/all", "/tasks/queue/all")]
