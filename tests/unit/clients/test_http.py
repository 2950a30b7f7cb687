"""Each client method sends the recorded request: verb, path, query, body."""

from __future__ import annotations

import json
import re
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses

from conductor.client._encode import encode
from conductor.client.configuration.configuration import Configuration
from unit.clients import recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

API = "http://conductor.test/api"
HAND_WRITTEN = {
    "OrkesMetadataClient.setWorkflowRateLimit",
    "OrkesSchedulerClient.reconcile",
    "OrkesWorkflowClient.skip_task_from_workflow",  # upstream sends the request as a query text
}
# Upstream cannot send these at all (TypeError).
MENDED = {
    "OrkesTaskClient.update_task_by_ref_name-all_params": (
        "POST",
        "/tasks/workflow_id-value/task_ref_name-value/status-value",
        {"workerid": "worker_id-value"},
        {"result": "done"},
    ),
    "OrkesTaskClient.update_task_sync-all_params": (
        "POST",
        "/tasks/workflow_id-value/task_ref_name-value/status-value/sync",
        {"workerid": "worker_id-value"},
        {"result": "done"},
    ),
    "OrkesSchedulerClient.search_schedule_executions-all_params": (
        "GET",
        "/scheduler/search/executions",
        {
            "start": "60",
            "size": "30",
            "sort": "sort-value",
            "freeText": "free_text-value",
            "query": "query-value",
        },
        None,
    ),
}
MADE_UP = {"requestId"}  # a new one for each request


@pytest.fixture
def sent() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def answer_to_everything(mock: responses.RequestsMock, body: Any) -> None:
    for verb in ("GET", "POST", "PUT", "DELETE"):
        mock.add(verb, re.compile(re.escape(API)), json=body)
    mock.assert_all_requests_are_fired = False


@pytest.mark.parametrize("case", recorded.cases(HAND_WRITTEN), ids=lambda case: case.name)
def test_request(case: recorded.Case, sent: responses.RequestsMock) -> None:
    answer_to_everything(sent, recorded.json_answer(case.method))
    client = recorded.client_class(case.client)(Configuration(server_api_url=API))
    getattr(client, case.method)(**case.given)
    [call] = sent.calls
    url = urlsplit(call.request.url)
    verb, path, query, body = MENDED.get(case.name) or expected(case)
    assert (call.request.method, url.path) == (verb, "/api" + path)
    assert sorted(
        pair for pair in parse_qsl(url.query, keep_blank_values=True) if pair[0] not in MADE_UP
    ) == sorted(
        (name, one)
        for name, value in query.items()
        for one in (value if isinstance(value, list) else [value])
    )
    assert read(call.request.body) == body


def expected(case: recorded.Case) -> tuple[str, str, dict[str, Any], Any]:
    [call] = case.calls
    [http] = call["http"]
    path = http["path"]
    for name, text in http.get("path_params", {}).items():
        path = path.replace(f"{{{name}}}", str(case.meaning(text)))
    query = {
        name: as_query(case.meaning(text))
        for name, text in (http.get("query") or {}).items()
        if name not in MADE_UP and case.meaning(text) is not None
    }
    if query.get("workerid") == "vm":  # the recorder's machine
        query["workerid"] = socket.gethostname()
    body = encode(case.meaning(http["body"])) if "body" in http else None
    return http["verb"], path, query, None if body == {} else body


def as_query(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return [as_query(one) for one in value] if isinstance(value, list) else str(value)


def read(body: Any) -> Any:
    """The body as JSON, as text where it is none, or None. No body at all is as good as an empty object."""
    text = body.decode() if isinstance(body, bytes) else body
    if not text or text == "{}":
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
