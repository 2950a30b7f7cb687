"""Endpoints with a rule of their own, and the oddities of the published SDK that are mended."""

from __future__ import annotations

import json
import socket
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api import (
    PromptResourceApi,
    SecretResourceApi,
    TaskResourceApi,
    WorkflowBulkResourceApi,
    WorkflowResourceApi,
)
from conductor.client.http.api_client import ApiClient
from conductor.client.http.models.task import Task
from conductor.client.http.models.workflow_state_update import WorkflowStateUpdate
from conductor.client.orkes_clients import OrkesClients

API = "http://conductor.test/api"


@pytest.fixture
def api_client() -> ApiClient:
    return ApiClient(Configuration(server_api_url=API))


@responses.activate
def test_a_text_body_arrives_as_it_is(api_client: ApiClient) -> None:
    responses.put(f"{API}/secrets/k", status=200)
    SecretResourceApi(api_client).put_secret('say "hi"\né "', "k")
    assert responses.calls[0].request.body == 'say "hi"\né "'.encode()


@responses.activate
def test_a_prompt_is_sent_as_text(api_client: ApiClient) -> None:
    responses.post(f"{API}/prompts/p", status=200)
    PromptResourceApi(api_client).save_message_template(
        'a "b"', "d", "p", models=["x", "y"], autoIncrement=True
    )
    request = responses.calls[0].request
    assert request.body == b'a "b"'
    assert request.params == {"description": "d", "models": ["x", "y"], "autoIncrement": "true"}


@responses.activate
def test_none_in_a_query_is_left_out(api_client: ApiClient) -> None:
    responses.post(f"{API}/workflow/execute/wf/0", json={"workflowId": "w"})
    WorkflowResourceApi(api_client).execute_workflow({}, None, "wf", None, wait_for_seconds=3)
    params: Any = responses.calls[0].request.params
    assert set(params) == {"requestId", "waitForSeconds"}
    assert UUID(params["requestId"])


@responses.activate
def test_a_version_that_is_named(api_client: ApiClient) -> None:
    responses.post(f"{API}/workflow/execute/wf/7", json={})
    WorkflowResourceApi(api_client).execute_workflow({}, "mine", "wf", 7)
    assert responses.calls[0].request.params == {"requestId": "mine"}


def test_a_name_is_needed(api_client: ApiClient) -> None:
    with pytest.raises(ValueError, match="`name` when calling `execute_workflow`"):
        WorkflowResourceApi(api_client).execute_workflow({}, None, None, 1)


@responses.activate
def test_who_completed_a_task(api_client: ApiClient) -> None:
    responses.post(f"{API}/tasks/w/r/COMPLETED", body="id")
    api = TaskResourceApi(api_client)
    api.update_task1({}, "w", "r", "COMPLETED")
    api.update_task1({}, "w", "r", "COMPLETED", workerid="me")
    assert [call.request.params for call in responses.calls] == [
        {"workerid": socket.gethostname()},
        {"workerid": "me"},
    ]


@pytest.mark.parametrize(
    ("output", "sent"),
    [
        ({"o": 1}, {"o": 1}),
        ({}, {}),
        ("text", {"result": "text"}),
        (None, {"result": None}),
        ([1], {"result": [1]}),
    ],
)
@responses.activate
def test_what_completes_a_task_and_waits(output: Any, sent: Any) -> None:
    """Both published lines send a dict as it is here, and wrap it in update_task_by_ref_name."""
    responses.post(f"{API}/tasks/w/r/COMPLETED/sync", json={})
    responses.post(f"{API}/tasks/w/r/COMPLETED", body="t")
    tasks = OrkesClients(Configuration(server_api_url=API)).get_task_client()
    tasks.update_task_sync("w", "r", "COMPLETED", output)
    tasks.update_task_by_ref_name("w", "r", "COMPLETED", output)
    assert [json.loads(call.request.body) for call in responses.calls] == [sent, {"result": output}]


@responses.activate
def test_an_empty_queue_answers_an_empty_task(api_client: ApiClient) -> None:
    """As in both published lines: programs ask for its id."""
    responses.get(f"{API}/tasks/poll/t", status=204)
    assert TaskResourceApi(api_client).poll("t") == Task()
    assert OrkesClients(Configuration(server_api_url=API)).get_task_client().poll_task("t").task_id is None


@responses.activate
def test_a_polled_task(api_client: ApiClient) -> None:
    responses.get(f"{API}/tasks/poll/t", json={"taskId": "x"})
    assert TaskResourceApi(api_client).poll("t", workerid="w", domain="d").task_id == "x"
    assert responses.calls[0].request.params == {"workerid": "w", "domain": "d"}
    task, status, _headers = TaskResourceApi(api_client).poll_with_http_info("t")
    assert task is not None
    assert (task.task_id, status) == ("x", 200)


@responses.activate
@pytest.mark.parametrize("method", ["poll_task", "batch_poll_tasks"])
def test_an_empty_domain_is_no_domain(method: str) -> None:
    """The server would look for tasks in a queue of that name."""
    responses.get(f"{API}/tasks/poll/t", status=204)
    responses.get(f"{API}/tasks/poll/batch/t", json=[])
    getattr(OrkesClients(Configuration(server_api_url=API)).get_task_client(), method)("t", domain="")
    assert responses.calls[0].request.params == {}


@responses.activate
def test_no_next_task(api_client: ApiClient) -> None:
    responses.post(f"{API}/tasks/update-v2", status=204)
    assert TaskResourceApi(api_client).update_task_v2({"taskId": "x"}) is None


@responses.activate
def test_jump_fills_the_path(api_client: ApiClient) -> None:
    responses.post(f"{API}/workflow/w/jump/r", status=200)
    WorkflowResourceApi(api_client).jump_to_task({"a": 1}, "w", task_reference_name="r")
    assert responses.calls[0].request.params == {}


def test_jump_needs_a_task(api_client: ApiClient) -> None:
    with pytest.raises(ValueError, match="`task_reference_name`"):
        WorkflowResourceApi(api_client).jump_to_task({}, "w")


@responses.activate
def test_the_two_forms_of_a_state_update(api_client: ApiClient) -> None:
    """The published form with the HTTP answer has other parameters than the one without."""
    responses.post(f"{API}/workflow/w/state", json={"workflowId": "w"})
    api = WorkflowResourceApi(api_client)
    update = WorkflowStateUpdate(variables={"v": 1})
    assert api.update_workflow_and_task_state(update, "w", wait_for_seconds=2).workflow_id == "w"
    run, status, _headers = api.update_workflow_and_task_state_with_http_info(update, "mine", "w")
    assert (run.workflow_id, status) == ("w", 200)
    made_up, given = (call.request.params["requestId"] for call in responses.calls)
    assert UUID(made_up)
    assert given == "mine"
    assert json.loads(responses.calls[0].request.body) == {"variables": {"v": 1}}


@responses.activate
def test_headers_of_an_execution_as_api(api_client: ApiClient) -> None:
    responses.post(f"{API}/workflow/execute/wf", json={"out": 1})
    out = WorkflowResourceApi(api_client).execute_workflow_as_api(
        {"a": 1}, "wf", version=2, request_id="r", wait_for_seconds=4, wait_until_task_ref="t"
    )
    request = responses.calls[0].request
    assert out == {"out": 1}
    assert request.params == {"version": "2"}
    assert (request.headers["requestId"], request.headers["waitForSeconds"]) == ("r", "4")
    assert request.headers["waitUntilTaskRef"] == "t"


@responses.activate
def test_leaving_the_tasks_out_is_sent() -> None:
    """Upstream drops False, and the server's default is true."""
    responses.get(f"{API}/workflow/w", json={})
    OrkesClients(Configuration(server_api_url=API)).get_workflow_client().get_workflow(
        "w", include_tasks=False
    )
    assert responses.calls[0].request.params == {"includeTasks": "false"}


@responses.activate
def test_path_values_are_quoted(api_client: ApiClient) -> None:
    responses.get(f"{API}/tasks/a%2Fb%20c", json={"taskId": "x"})
    assert TaskResourceApi(api_client).get_task("a/b c").task_id == "x"


@responses.activate
def test_a_call_in_the_background(api_client: ApiClient) -> None:
    responses.get(f"{API}/tasks/x", json={"taskId": "x"})
    thread: Any = TaskResourceApi(api_client).get_task("x", async_req=True)
    assert thread.get().task_id == "x"


@responses.activate
def test_bulk_answers_say_what_became_of_each(api_client: ApiClient) -> None:
    responses.delete(
        f"{API}/workflow/bulk/remove",
        json={"bulkErrorResults": {"b": "no such"}, "bulkSuccessfulResults": ["a"]},
    )
    answer = WorkflowBulkResourceApi(api_client).remove(["a", "b"], archive_workflow=False)
    assert (answer.bulk_successful_results, answer.bulk_error_results) == (["a"], {"b": "no such"})
    request = responses.calls[0].request
    assert json.loads(request.body) == ["a", "b"]
    assert urlsplit(request.url).query == "archiveWorkflow=false"


def test_an_unknown_argument_is_refused(api_client: ApiClient) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'nonsense'"):
        TaskResourceApi(api_client).get_task("x", nonsense=1)  # type: ignore[call-arg]


def test_a_missing_argument_is_refused(api_client: ApiClient) -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'task_id'"):
        TaskResourceApi(api_client).get_task()  # type: ignore[call-arg]
