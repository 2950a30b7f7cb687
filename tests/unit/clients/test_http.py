"""Each client method sends the recorded request: verb, path, query, body."""

from __future__ import annotations

import inspect
import json
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses

from conductor.client._encode import encode
from conductor.client.configuration.configuration import Configuration
from conductor.client.orkes_clients import OrkesClients
from unit.clients import recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

API = "http://conductor.test/api"
# Method → the file with its test: several calls, ours only, or another request than the published one's.
HAND_WRITTEN = {
    "OrkesMetadataClient.setWorkflowRateLimit": "test_tags.py",
    "OrkesSchedulerClient.reconcile": "test_schedules.py",
    "OrkesWorkflowClient.skip_task_from_workflow": "test_executions.py",
    "OrkesWorkflowClient.iter_search": "test_executions.py",
    "OrkesWorkflowClient.wait_for_completion": "test_executions.py",
    "OrkesIntegrationClient.register_token_usage": "test_http.py",
    "EventClient.put_queue_configuration": "test_event_queues.py",
    "EventClient.get_queue_configuration": "test_event_queues.py",
    "EventClient.get_kafka_queue_configuration": "test_event_queues.py",
    "EventClient.delete_queue_configuration": "test_event_queues.py",
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


@pytest.mark.parametrize("case", recorded.cases(set(HAND_WRITTEN)), ids=lambda case: case.name)
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


def test_register_token_usage(sent: responses.RequestsMock) -> None:
    """1.1 has the method and sends nothing, 2.0 has not got it."""
    url = f"{API}/integrations/provider/openai/integration/gpt/metrics"
    sent.post(url, match=[responses.matchers.json_params_matcher(7)])  # type: ignore[arg-type]
    client = OrkesClients(Configuration(server_api_url=API)).get_integration_client()
    client.register_token_usage(7, "openai", "gpt")
    assert sent.calls[0].request.url == url


def test_no_method_of_a_client_is_without_a_test() -> None:
    """A method that is added needs a recorded call, or a test of its own that is named above."""
    everything = OrkesClients(Configuration(server_api_url=API))
    makers = [n for n in dir(everything) if n.startswith("get_") and n.endswith("_client")]
    clients = [type(getattr(everything, maker)()) for maker in makers if maker != "get_agent_client"]
    methods = {
        f"{client.__name__}.{name}"
        for client in clients
        for name, _method in inspect.getmembers(client, inspect.isfunction)
        if not name.startswith("_")
    }
    tested = {f"{case.client}.{case.method}" for case in recorded.cases(set(HAND_WRITTEN))}
    assert methods - tested == set(HAND_WRITTEN)
    assert len(methods) >= 188
    for method, file in HAND_WRITTEN.items():
        source = (Path(__file__).parent / file).read_text(encoding="utf-8")
        assert f".{method.partition('.')[2]}(" in source, f"{file} does not call {method}"
