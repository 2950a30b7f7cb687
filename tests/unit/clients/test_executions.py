"""What the workflow client adds to its calls: pages, waiting, links, warnings, metrics."""

from __future__ import annotations

import json
import logging
from typing import Any
from unittest import mock

import pytest
import responses

from conductor.client.configuration.configuration import Configuration
from conductor.client.configuration.settings.authentication_settings import AuthenticationSettings
from conductor.client.exceptions import NotFound, WorkflowFailed
from conductor.client.http.models.skip_task_request import SkipTaskRequest
from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
from conductor.client.orkes import _dialects
from conductor.client.orkes.orkes_workflow_client import OrkesWorkflowClient

API = "http://conductor.test/api"


@pytest.fixture
def configuration() -> Configuration:
    return Configuration(server_api_url=API)


@pytest.fixture
def client(configuration: Configuration) -> OrkesWorkflowClient:
    return OrkesWorkflowClient(configuration)


@pytest.fixture(autouse=True)
def nothing_said_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_dialects, "_said", set())


def ids(*numbers: int) -> dict[str, Any]:
    return {"totalHits": 5, "results": [{"workflowId": str(number)} for number in numbers]}


class TestSearch:
    @responses.activate
    def test_pages_are_fetched_as_needed(self, client: OrkesWorkflowClient) -> None:
        for page in (ids(1, 2), ids(3, 4), ids(5)):
            responses.get(f"{API}/workflow/search", json=page)
        found = client.iter_search("status = 'FAILED'", page_size=2)
        assert [next(found).workflow_id, next(found).workflow_id] == ["1", "2"]
        assert len(responses.calls) == 1
        assert [summary.workflow_id for summary in found] == ["3", "4", "5"]
        assert [call.request.params["start"] for call in responses.calls] == ["0", "2", "4"]
        assert responses.calls[0].request.params["query"] == "status = 'FAILED'"

    @responses.activate
    def test_one_that_moves_to_the_next_page_comes_once(self, client: OrkesWorkflowClient) -> None:
        for page in (ids(1, 2), ids(2, 3), ids(4)):
            responses.get(f"{API}/workflow/search", json=page)
        assert [summary.workflow_id for summary in client.iter_search(page_size=2)] == ["1", "2", "3", "4"]

    @responses.activate
    def test_no_more_than_asked_for(self, client: OrkesWorkflowClient) -> None:
        responses.get(f"{API}/workflow/search", json=ids(1, 2))
        assert len(list(client.iter_search(page_size=2, limit=2))) == 2
        assert len(responses.calls) == 1

    @responses.activate
    def test_a_server_that_says_no_total(self, client: OrkesWorkflowClient) -> None:
        responses.get(f"{API}/workflow/search", json={"results": [{"workflowId": "1"}]})
        assert len(list(client.iter_search(page_size=2))) == 1

    @responses.activate
    def test_nothing_found(self, client: OrkesWorkflowClient) -> None:
        responses.get(f"{API}/workflow/search", json={"totalHits": 0, "results": []})
        assert list(client.iter_search()) == []

    def test_a_page_of_nothing(self, client: OrkesWorkflowClient) -> None:
        with pytest.raises(ValueError, match="page_size is 0"):
            list(client.iter_search(page_size=0))

    @responses.activate
    def test_in_order(self, client: OrkesWorkflowClient) -> None:
        responses.get(f"{API}/workflow/search", json={})
        client.search(query="status = 'FAILED'", sort="startTime:DESC", skip_cache=True)
        params = responses.calls[0].request.params
        assert (params["sort"], params["skipCache"]) == ("startTime:DESC", "true")


class Clock:
    """Time that passes only in ``sleep``."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


def execution(status: str, *tasks: tuple[str, str]) -> dict[str, Any]:
    return {
        "workflowId": "w",
        "status": status,
        "tasks": [{"taskId": ref, "referenceTaskName": ref, "status": state} for ref, state in tasks],
    }


class TestWaiting:
    @responses.activate
    def test_until_the_end(self, client: OrkesWorkflowClient) -> None:
        for answer in (execution("RUNNING"), execution("RUNNING"), execution("COMPLETED")):
            responses.get(f"{API}/workflow/w", json=answer)
        clock = Clock()
        assert client.wait_for_completion("w", clock=clock, sleep=clock.sleep).status == "COMPLETED"
        assert clock.slept == [0.02, 0.04]

    @responses.activate
    @pytest.mark.parametrize("status", ["FAILED", "TIMED_OUT", "TERMINATED"])
    def test_a_bad_end_is_an_end(self, client: OrkesWorkflowClient, status: str) -> None:
        responses.get(f"{API}/workflow/w", json=execution(status))
        assert client.wait_for_completion("w").status == status

    @responses.activate
    def test_too_long_says_what_it_waits_for(self, client: OrkesWorkflowClient) -> None:
        responses.get(f"{API}/workflow/w", json=execution("RUNNING", ("a", "COMPLETED"), ("b", "SCHEDULED")))
        clock = Clock()
        with pytest.raises(
            TimeoutError, match=r"w is still RUNNING after 2 seconds; it waits for b \(SCHEDULED\)$"
        ):
            client.wait_for_completion("w", timeout=2, clock=clock, sleep=clock.sleep)
        assert clock.now == pytest.approx(2)
        assert max(clock.slept) <= 0.5

    @responses.activate
    def test_progress_is_told_when_something_changed(self, client: OrkesWorkflowClient) -> None:
        answers = [
            execution("RUNNING", ("a", "SCHEDULED")),
            execution("RUNNING", ("a", "SCHEDULED")),
            execution("RUNNING", ("a", "COMPLETED"), ("b", "SCHEDULED")),
            execution("COMPLETED", ("a", "COMPLETED"), ("b", "COMPLETED")),
        ]
        for answer in answers:
            responses.get(f"{API}/workflow/w", json=answer)
        clock, told = Clock(), []
        client.wait_for_completion(
            "w", on_progress=lambda workflow: told.append(len(workflow.tasks)), clock=clock, sleep=clock.sleep
        )
        assert told == [1, 2, 2]

    @responses.activate
    def test_an_unknown_execution_is_not_waited_for(self, client: OrkesWorkflowClient) -> None:
        responses.get(f"{API}/workflow/w", status=404, json={"message": "no such workflow"})
        with pytest.raises(NotFound, match="no such workflow"):
            client.wait_for_completion("w")


class TestLink:
    @responses.activate
    def test_a_failed_execution_names_the_place(self, configuration: Configuration) -> None:
        responses.get(f"{API}/workflow/w", json=execution("FAILED", ("a", "FAILED")))
        with pytest.raises(WorkflowFailed) as failed:
            OrkesWorkflowClient(configuration).get_workflow("w").raise_for_status()
        assert failed.value.link == f"{configuration.ui_host}/execution/w"
        assert failed.value.task_reference_name == "a"

    @responses.activate
    def test_so_does_one_that_was_executed(self, client: OrkesWorkflowClient) -> None:
        responses.post(f"{API}/workflow/execute/wf/0", json=execution("FAILED"))
        run = client.execute_workflow(StartWorkflowRequest(name="wf"))
        with pytest.raises(WorkflowFailed, match="/execution/w"):
            run.raise_for_status()
        assert "link" not in run.to_dict()

    def test_what_a_test_answers_instead_is_handed_on(self, client: OrkesWorkflowClient) -> None:
        with mock.patch.object(type(client.workflowResourceApi), "get_execution_status", return_value="mine"):
            assert client.get_workflow("w") == "mine"


class TestIgnoredByTheOpenSourceServer:
    @responses.activate
    def test_a_failure_workflow_on_terminate_is_said_once(
        self, client: OrkesWorkflowClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        responses.delete(f"{API}/workflow/w", status=200)
        client.terminate_workflow("w", trigger_failure_workflow=True)
        client.terminate_workflow("w", trigger_failure_workflow=True)
        [record] = caplog.records
        assert record.levelno == logging.WARNING
        assert "ignores terminate_workflow(trigger_failure_workflow=True)" in record.getMessage()

    @responses.activate
    @pytest.mark.parametrize("query", ["version = 1", "workflowType = 'x' AND version IN (1,2)", "Version>1"])
    def test_a_search_by_version(
        self, client: OrkesWorkflowClient, caplog: pytest.LogCaptureFixture, query: str
    ) -> None:
        responses.get(f"{API}/workflow/search", json={})
        client.search(query=query)
        assert "ignores a search by version" in caplog.text

    @responses.activate
    @pytest.mark.parametrize("query", ["workflowType = 'version'", "status = 'RUNNING'", None])
    def test_another_search_is_not_warned_of(
        self, client: OrkesWorkflowClient, caplog: pytest.LogCaptureFixture, query: str | None
    ) -> None:
        responses.get(f"{API}/workflow/search", json={})
        client.search(query=query)
        assert caplog.records == []

    @responses.activate
    def test_orkes_has_all_that(self, caplog: pytest.LogCaptureFixture) -> None:
        responses.post(f"{API}/token", json={"token": "t"})
        responses.delete(f"{API}/workflow/w", status=200)
        account = AuthenticationSettings("key", "secret")
        client = OrkesWorkflowClient(Configuration(server_api_url=API, authentication_settings=account))
        client.terminate_workflow("w", trigger_failure_workflow=True)
        assert not [record for record in caplog.records if "ignores" in record.getMessage()]

    @responses.activate
    def test_the_request_of_a_skipped_task(
        self, client: OrkesWorkflowClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        responses.put(f"{API}/workflow/w/skiptask/r", status=200)
        client.skip_task_from_workflow("w", "r")
        assert caplog.records == []
        client.skip_task_from_workflow("w", "r", SkipTaskRequest(task_output={"x": 1}))
        assert json.loads(responses.calls[1].request.body) == {"taskOutput": {"x": 1}}
        assert responses.calls[1].request.params == {}
        assert "ignores the input and output given to skip_task_from_workflow" in caplog.text


class TestMetricsOfStarts:
    @responses.activate
    def test_the_size_of_the_input(self, configuration: Configuration) -> None:
        responses.post(f"{API}/workflow", body="id")
        responses.post(f"{API}/workflow/wf", body="id")
        collector = mock.Mock()
        client = OrkesWorkflowClient(configuration, collector)
        assert client.start_workflow(StartWorkflowRequest(name="wf", version=2, input={"a": 1})) == "id"
        assert client.start_workflow_by_name("wf", {"a": 12}) == "id"
        assert collector.record_workflow_input_payload_size.call_args_list == [
            mock.call("wf", "2", len('{"a":1}')),
            mock.call("wf", "None", len('{"a":12}')),
        ]

    @responses.activate
    def test_a_failed_start(self, configuration: Configuration) -> None:
        responses.post(f"{API}/workflow", status=404, json={"message": "no such workflow"})
        collector = mock.Mock()
        with pytest.raises(NotFound) as raised:
            OrkesWorkflowClient(configuration, collector).start_workflow(StartWorkflowRequest(name="wf"))
        collector.measure_workflow_start_error.assert_called_once_with("wf", raised.value)
        collector.record_workflow_input_payload_size.assert_not_called()

    @responses.activate
    def test_a_collector_that_fails_is_logged(
        self, configuration: Configuration, caplog: pytest.LogCaptureFixture
    ) -> None:
        responses.post(f"{API}/workflow", body="id")
        responses.post(f"{API}/workflow", status=404, json={"message": "no such workflow"})
        collector = mock.Mock()
        collector.record_workflow_input_payload_size.side_effect = RuntimeError("disk full")
        collector.measure_workflow_start_error.side_effect = RuntimeError("disk full")
        client = OrkesWorkflowClient(configuration, collector)
        assert client.start_workflow(StartWorkflowRequest(name="wf")) == "id"
        with pytest.raises(NotFound):
            client.start_workflow(StartWorkflowRequest(name="wf"))
        assert caplog.messages == ["the metrics collector failed; the call itself goes on"] * 2


class TestAnExecutionThatHasNotEnded:
    """What ``execute_workflow`` logs when the wait is over and the execution is not."""

    def log(
        self, caplog: pytest.LogCaptureFixture, client: OrkesWorkflowClient, status: str, **call: Any
    ) -> Any:
        task = {"referenceTaskName": "greet_ref", "status": status}
        answer = {"workflowId": "w1", "status": "RUNNING", "tasks": [task]}
        responses.post(f"{API}/workflow/execute/hello/1", json=answer)
        with caplog.at_level(logging.INFO, "conductor.client"):
            client.execute_workflow(StartWorkflowRequest(name="hello", version=1), wait_for_seconds=7, **call)
        return [(record.levelname, record.getMessage()) for record in caplog.records]

    @responses.activate
    def test_a_task_that_nobody_took_is_a_warning(
        self, caplog: pytest.LogCaptureFixture, client: OrkesWorkflowClient
    ) -> None:
        ((level, said),) = self.log(caplog, client, "SCHEDULED")
        assert level == "WARNING"
        assert said.startswith(
            "workflow hello: execution w1 is still RUNNING after 7 s; it waits for greet_ref ("
        )
        assert said.endswith("(SCHEDULED); conductor-py doctor w1 says why")

    @responses.activate
    def test_one_in_progress_is_none(
        self, caplog: pytest.LogCaptureFixture, client: OrkesWorkflowClient
    ) -> None:
        ((level, said),) = self.log(caplog, client, "IN_PROGRESS")
        assert (level, "greet_ref (IN_PROGRESS)" in said) == ("INFO", True)

    @responses.activate
    def test_whoever_waits_for_a_task_is_told_nothing(
        self, caplog: pytest.LogCaptureFixture, client: OrkesWorkflowClient
    ) -> None:
        assert self.log(caplog, client, "SCHEDULED", wait_until_task_ref="greet_ref") == []

    @pytest.mark.parametrize("answer", [None, "mine"])
    def test_an_answer_of_another_kind_passes(self, client: OrkesWorkflowClient, answer: Any) -> None:
        with mock.patch.object(client.api_client, "call_api", return_value=answer):
            assert client.execute_workflow(StartWorkflowRequest(name="hello", version=1)) == answer
