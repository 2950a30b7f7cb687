"""A declared endpoint: how a call becomes verb, path, query, headers and body."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models.task import Task


class Recorder:
    """Stands for the ApiClient: keeps what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def call_api(self, *args: Any, **kwargs: Any) -> str:
        self.calls.append((args, kwargs))
        return "answer"


class Api(ResourceApi):
    @endpoint("GET", "/tasks/{taskId}")
    def get_task(self, task_id: str, **options: Unpack[CallOptions]) -> Task:
        """Get a task."""

    get_task_with_http_info = with_http_info(get_task)

    @endpoint("POST", "/tasks/{workflow_id}/{status}", accept="text/plain", content_type="text/plain")
    def update(
        self, body: str, workflow_id: str, status: str, *, worker_id: str | None = None, count: int = 3
    ) -> None:
        """Update."""

    @endpoint(
        "PUT",
        "/thing/{name}",
        wire={"thing": "name", "include_all": "all"},
        headers={"trace": "X-Trace"},
        body="data",
        returns="dict(str, object)",
        when_none={"request_id": lambda: "made", "version": 1},
    )
    def odd(
        self,
        data: Any,
        thing: str,
        *,
        include_all: bool | None = None,
        trace: str | None = None,
        request_id: str | None = None,
        version: int | None = None,
        needed: str,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Odd."""

    @endpoint("GET", "/broken/{nobody}")
    def broken(self) -> None:
        """Broken."""


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def api(recorder: Recorder) -> Api:
    return Api(recorder)  # type: ignore[arg-type]


def test_path_and_type_come_from_the_signature(api: Api, recorder: Recorder) -> None:
    assert api.get_task("x") == "answer"
    assert recorder.calls == [
        (
            ("/tasks/{taskId}", "GET", {"taskId": "x"}, {}, {}),
            {"body": None, "response_type": "Task", "_return_http_data_only": True},
        )
    ]


def test_keyword_form_and_query_and_body_and_headers(api: Api, recorder: Recorder) -> None:
    api.update(workflow_id="w", status="DONE", body="text", worker_id="me")
    args, kwargs = recorder.calls[0]
    assert args[2:4] == ({"workflow_id": "w", "status": "DONE"}, {"workerId": "me", "count": 3})
    assert args[4] == {"Accept": "text/plain", "Content-Type": "text/plain"}
    assert (kwargs["body"], kwargs["response_type"]) == ("text", None)


def test_odd_names(api: Api, recorder: Recorder) -> None:
    api.odd([1], "n", include_all=True, trace="t", needed="yes", _request_timeout=5)
    args, kwargs = recorder.calls[0]
    assert args[2] == {"name": "n"}
    assert args[3] == {"all": True, "needed": "yes", "requestId": "made", "version": 1}
    assert args[4] == {"X-Trace": "t"}
    assert (kwargs["body"], kwargs["response_type"]) == ([1], "dict(str, object)")
    assert kwargs["_request_timeout"] == 5


def test_options_are_passed_down(api: Api, recorder: Recorder) -> None:
    api.get_task("x", async_req=True, _preload_content=False, _return_http_data_only=False)
    kwargs = recorder.calls[0][1]
    assert kwargs["async_req"] is True
    assert kwargs["_preload_content"] is False
    assert kwargs["_return_http_data_only"] is True  # Upstream: the plain form insists


def test_with_http_info_does_not_insist(api: Api, recorder: Recorder) -> None:
    api.get_task_with_http_info("x")
    api.get_task_with_http_info("x", _return_http_data_only=True)
    assert [kwargs.get("_return_http_data_only") for _, kwargs in recorder.calls] == [None, True]
    assert Api.get_task_with_http_info.__name__ == "get_task_with_http_info"


def test_missing_unknown_and_superfluous_arguments(api: Api, recorder: Recorder) -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'task_id'"):
        api.get_task()  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="Missing the required parameter `task_id` when calling `get_task`"):
        api.get_task(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Got an unexpected keyword argument 'foo' to method get_task"):
        api.get_task("x", foo=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 1 positional arguments but 2 were given"):
        api.get_task("x", "y")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="multiple values for argument 'task_id'"):
        api.get_task("x", task_id="y")  # type: ignore[misc]
    with pytest.raises(ValueError, match="`needed`"):
        api.odd([1], "n")  # type: ignore[call-arg]
    assert recorder.calls == []


def test_a_placeholder_nobody_fills_is_told(api: Api) -> None:
    with pytest.raises(TypeError, match=r"no parameter fills \['nobody'\]"):
        api.broken()


def test_the_declaration_is_kept() -> None:
    assert str(inspect.signature(Api.update)).startswith("(self, body: 'str', workflow_id: 'str'")
    assert Api.get_task.__doc__ == "Get a task."
    spec = Api.get_task.__endpoint__  # type: ignore[attr-defined]
    assert (spec.verb, spec.path, spec.returns) == ("GET", "/tasks/{taskId}", "Task")


def test_methods_can_be_patched_on_the_class(api: Api) -> None:
    with mock.patch.object(Api, "get_task", return_value="patched"):
        assert api.get_task("x") == "patched"


def test_an_api_makes_its_own_client() -> None:
    from conductor.client.http.api_client import ApiClient

    assert isinstance(Api().api_client, ApiClient)
