"""Models that do more than hold fields, and the ones whose constructors are not regular."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from conductor.client._encode import encode
from conductor.client.http.models import (
    Action,
    AuthorizationRequest,
    BulkResponse,
    CircuitBreakerTransitionResponse,
    EventHandler,
    GenerateTokenRequest,
    IdempotencyStrategy,
    PromptTemplate,
    ProtoRegistryEntry,
    RateLimit,
    RequestParam,
    Response,
    SchemaDef,
    SchemaType,
    ServiceMethod,
    ServiceRegistry,
    SignalResponse,
    StateChangeConfig,
    StateChangeEvent,
    StateChangeEventType,
    TagObject,
    TargetRef,
    Task,
    TaskDetails,
    TaskResult,
    TaskResultStatus,
    TaskStatus,
    Token,
    Workflow,
    WorkflowDef,
    WorkflowMessage,
    WorkflowTask,
)
from conductor.client.http.models import service_method as service_methods
from conductor.client.http.models import task_result_status as stale
from conductor.client.http.models._codec import decode
from conductor.client.http.models.auditable import Auditable
from conductor.client.http.models.integration_api_update import Frequency, IntegrationApiUpdate
from conductor.client.http.models.terminate_workflow import TerminateWorkflow
from conductor.client.http.models.update_workflow_variables import UpdateWorkflowVariables
from conductor.client.http.models.workflow_def import to_workflow_def
from conductor.client.http.models.workflow_test_request import TaskMock, WorkflowTestRequest
from conductor.client.orkes.models.access_key import AccessKey
from conductor.client.orkes.models.access_key_status import AccessKeyStatus
from conductor.client.orkes.models.created_access_key import CreatedAccessKey
from conductor.client.orkes.models.metadata_tag import MetadataTag
from conductor.client.orkes.models.ratelimit_tag import RateLimitTag

if TYPE_CHECKING:
    from pathlib import Path

START, FAILED = StateChangeEventType.onStart, StateChangeEventType.onFailed


class TestTaskResult:
    def test_from_a_task(self) -> None:
        result = Task(task_id="t", workflow_instance_id="w", worker_id="k").to_task_result()
        assert result == TaskResult("w", "t", worker_id="k", status="COMPLETED")
        assert Task().to_task_result("FAILED").status == "FAILED"

    def test_made_by_status(self) -> None:
        assert TaskResult.complete().status is TaskResultStatus.COMPLETED
        assert TaskResult.in_progress().status == "IN_PROGRESS"
        failed = TaskResult.failed("why")
        assert (failed.status, failed.reason_for_incompletion) == ("FAILED", "why")
        assert TaskResult.new_task_result(TaskResultStatus.FAILED).status == "FAILED"
        with pytest.raises(ValueError, match="must be one of"):
            TaskResult.new_task_result("DONE")

    def test_output_and_log_grow(self) -> None:
        result = TaskResult().add_output_data("a", 1).add_output_data("b", 2).log("one").log("two")
        assert result.output_data == {"a": 1, "b": 2}
        assert [line.log for line in result.logs or []] == ["one", "two"]

    def test_the_one_beside_the_status(self) -> None:
        task = Task(workflow_instance_id="w", task_id="t", status="SCHEDULED", output_data={"a": 1})
        result = stale.TaskResult(task)
        assert (result.task_id, result.status, result.output_data) == ("t", "IN_PROGRESS", {"a": 1})
        assert stale.TaskResult(Task(status="TIMED_OUT")).status == "FAILED"
        assert stale.TaskResult(Task(status="COMPLETED")).status == "COMPLETED"
        failed = stale.TaskResult.failed("r" * 900)
        assert len(failed.reason_for_incompletion) == 500
        assert failed.to_dict()["reasonForIncompletion"] == "r" * 500
        assert str(stale.TaskResult.complete()) == stale.TaskResult.complete().to_str()
        assert [line.log for line in stale.TaskResult.in_progress().log("x").logs] == ["x"]
        assert stale.TaskExecLog("x").log == "x"
        with pytest.raises(AttributeError, match="no_such"):
            _ = stale.no_such


class TestWorkflowDef:
    def test_to_json_is_a_dict(self) -> None:
        definition = WorkflowDef(name="w", tasks=[WorkflowTask(name="t")])
        assert definition.toJSON() == encode(definition)
        assert definition.toJSON()["tasks"] == [{"name": "t"}]

    def test_read_from_text_or_json(self) -> None:
        data = {"name": "w", "tasks": [{"name": "t", "taskReferenceName": "r"}], "new": 1}
        for definition in (to_workflow_def(json.dumps(data)), to_workflow_def(json_data=data)):
            assert isinstance(definition, WorkflowDef)
            assert definition.tasks == [WorkflowTask("t", "r")]
            assert encode(definition) == data

    def test_bad_input(self) -> None:
        with pytest.raises(ValueError, match="missing data"):
            to_workflow_def()
        with pytest.raises(ValueError, match="Expecting"):
            to_workflow_def("{no json")


class TestStateChange:
    def test_types(self) -> None:
        assert StateChangeConfig(START).type == "onStart"
        assert StateChangeConfig([START, FAILED]).type == "onStart,onFailed"
        assert StateChangeConfig("onStart").type == "onStart"
        assert StateChangeConfig().type is None

    def test_a_workflow_task_sends_what_the_server_reads(self) -> None:
        event = StateChangeEvent("audit", {"a": 1})
        task = WorkflowTask(name="t", on_state_change=StateChangeConfig([START, FAILED], [event]))
        sent = [{"type": "audit", "payload": {"a": 1}}]
        assert encode(task) == {"name": "t", "onStateChange": {"onStart": sent, "onFailed": sent}}
        assert encode(decode(encode(task), WorkflowTask)) == encode(task)
        assert encode(WorkflowTask(on_state_change={"onStart": [event]})) == {
            "onStateChange": {"onStart": sent}
        }


class TestPromptTemplate:
    def test_order_of_2_0(self) -> None:
        prompt = PromptTemplate("me", 1, "d", ["i"], "n", "own", [], "text", "you", 2, ["v"], 3)
        assert (prompt.owner_app, prompt.tags, prompt.template, prompt.updated_by) == (
            "own",
            [],
            "text",
            "you",
        )
        assert (prompt.update_time, prompt.variables, prompt.version) == (2, ["v"], 3)

    @pytest.mark.parametrize("tags", [[TagObject("k", "METADATA", "v")], None])
    def test_order_of_1_1(self, tags: Any) -> None:
        old: Any = ("me", 1, "d", ["i"], "n", tags, "text", "you", 2, ["v"])
        prompt = PromptTemplate(*old)
        assert (prompt.name, prompt.tags, prompt.template, prompt.updated_by) == ("n", tags, "text", "you")
        assert (prompt.created_on, prompt.updated_on, prompt.variables) == (1, 2, ["v"])
        assert (prompt.owner_app, prompt.version) == (None, 1)

    def test_times_answer_under_both_names(self) -> None:
        assert PromptTemplate(created_on=5).create_time == 5
        assert PromptTemplate(create_time=5).created_on == 5
        prompt: Any = decode({"createdOn": 5, "updateTime": 6}, PromptTemplate)
        assert (prompt.create_time, prompt.updated_on) == (5, 6)
        assert encode(prompt) == {"createdOn": 5, "updateTime": 6}
        prompt.create_time = 7
        assert prompt.created_on == 7


class TestTests:
    def test_mocks(self) -> None:
        assert TaskMock("FAILED", {"a": 1}, 2, 3) == TaskMock(
            status="FAILED", output={"a": 1}, execution_time=2, queue_wait_time=3
        )
        assert encode(TaskMock()) == {"status": "COMPLETED", "executionTime": 0, "queueWaitTime": 0}

    def test_a_name_is_needed(self) -> None:
        with pytest.raises(ValueError, match="Invalid value for `name`, must not be `None`"):
            WorkflowTestRequest()
        request = WorkflowTestRequest(name="w", task_ref_to_mock_output={"r": [TaskMock("FAILED")]})
        assert encode(request)["taskRefToMockOutput"]["r"][0]["status"] == "FAILED"
        with pytest.raises(ValueError, match="name"):
            request.name = None


class TestSignalResponse:
    TASKS: ClassVar[Any] = [
        {"taskId": "1", "status": "COMPLETED", "referenceTaskName": "a", "taskType": "SIMPLE", "seq": 1},
        {"taskId": "2", "status": "IN_PROGRESS", "referenceTaskName": "b", "taskType": "WAIT", "seq": 2},
        {"taskId": "3", "status": "FAILED", "referenceTaskName": "c", "taskType": "HTTP", "seq": 3},
    ]

    def workflow(self, **members: Any) -> SignalResponse:
        base = {
            "responseType": "TARGET_WORKFLOW",
            "workflowId": "w",
            "tasks": self.TASKS,
            "status": "RUNNING",
        }
        return SignalResponse.from_dict({**base, **members})

    def task(self, **members: Any) -> SignalResponse:
        base = {"responseType": "BLOCKING_TASK", "taskId": "t", "taskType": "WAIT", "referenceTaskName": "r"}
        return SignalResponse.from_api_response(
            {**base, "input": {"i": 1}, "status": "IN_PROGRESS", **members}
        )

    def test_a_workflow(self) -> None:
        answer = self.workflow(targetWorkflowStatus="RUNNING")
        assert answer.is_target_workflow()
        assert not answer.is_blocking_task()
        assert (answer.task_id, answer.task_type, answer.reference_task_name) == ("2", "WAIT", "b")
        assert answer.get_workflow() == {
            "workflowId": "w",
            "status": "RUNNING",
            "tasks": self.TASKS,
            "createdBy": None,
            "createTime": 0,
            "updateTime": 0,
            "input": {},
            "output": {},
            "variables": {},
            "priority": 0,
            "targetWorkflowId": None,
            "targetWorkflowStatus": "RUNNING",
        }
        assert answer.get_blocking_task() is None
        assert answer.get_task_input() is None
        assert answer.get_response_summary() == "TARGET_WORKFLOW: w (RUNNING) - 3 tasks"
        assert self.workflow(responseType="BLOCKING_WORKFLOW").is_blocking_workflow()
        summary = self.workflow(responseType="BLOCKING_WORKFLOW").get_response_summary()
        assert summary == "BLOCKING_WORKFLOW: w (RUNNING) - 3 tasks"

    def test_tasks(self) -> None:
        answer = self.workflow()
        assert [task["taskId"] for task in answer.get_all_tasks()] == ["1", "2", "3"]
        assert answer.get_completed_tasks() == [self.TASKS[0]]
        assert answer.get_failed_tasks() == [self.TASKS[2]]
        assert answer.get_in_progress_task() == self.TASKS[1]
        assert answer.get_task_by_reference_name("c") == self.TASKS[2]
        assert answer.get_task_by_reference_name("none") is None
        assert answer.get_task_chain() == ["a", "b", "c"]

    def test_a_task(self) -> None:
        answer = self.task()
        assert answer.status is TaskStatus.IN_PROGRESS
        assert answer.is_blocking_task()
        assert answer.get_workflow() is None
        blocking = answer.get_blocking_task() or {}
        assert (blocking["taskId"], blocking["status"]) == ("t", "IN_PROGRESS")
        assert answer.get_task_input() is None
        assert answer.get_response_summary() == "BLOCKING_TASK: WAIT (r) - IN_PROGRESS"
        assert "tasks" not in answer.to_dict()
        waiting = self.task(responseType="BLOCKING_TASK_INPUT")
        assert waiting.is_blocking_task_input()
        assert waiting.get_task_input() == {"i": 1}
        assert waiting.get_response_summary() == "BLOCKING_TASK_INPUT: WAIT (r) - Input data available"

    def test_empty_and_unknown(self) -> None:
        answer = SignalResponse(workflow_id="x", unheard_of=1)
        assert answer.workflow_id == "x"
        assert answer.get_response_summary() == "UNKNOWN_RESPONSE_TYPE: None"
        assert answer.to_dict() == {
            "workflowId": "x",
            "input": {},
            "output": {},
            "retryCount": 0,
            "priority": 0,
            "tasks": [],
            "createTime": 0,
            "updateTime": 0,
        }
        assert str(answer).startswith("SignalResponse(\n    workflowId='x'")
        assert SignalResponse(status="FROM_TOMORROW").status == "FROM_TOMORROW"

    def test_decoded_as_read(self) -> None:
        body = {
            "responseType": "TARGET_WORKFLOW",
            "status": "COMPLETED",
            "tasks": self.TASKS,
            "signalTimeout": False,
        }
        answer: Any = decode(body, "SignalResponse")
        assert answer.status is TaskStatus.COMPLETED
        assert answer.task_id == "2"
        assert encode(answer) == body

    def test_prints(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        self.workflow(createdBy="me").print_summary()
        assert "Total Tasks: 3\nWorkflow Status: RUNNING\nCreated By: me\n" in capsys.readouterr().out
        self.task(workflowType="wt").print_summary()
        assert "  Status: IN_PROGRESS\n  Retry Count: 0\n  Workflow Type: wt\n" in capsys.readouterr().out
        self.workflow().print_tasks_summary()
        assert "Task 2:\n  Type: WAIT\n  Reference Name: b\n" in capsys.readouterr().out
        self.task().print_tasks_summary()
        assert capsys.readouterr().out == "No tasks found in the response.\n"
        target = tmp_path / "answer.json"
        self.task().save_to_file(str(target))
        assert json.loads(target.read_text()) == self.task().to_dict()
        assert f"saved to {target}" in capsys.readouterr().out


class TestSmallOnes:
    def test_bulk_response(self) -> None:
        answer: BulkResponse[str] = BulkResponse()
        answer.append_successful_response("a")
        answer.append_failed_response("b", "gone")
        assert answer.to_dict() == {
            "bulk_error_results": {"b": "gone"},
            "bulk_successful_results": ["a"],
            "message": "Bulk Request has been processed.",
        }
        assert BulkResponse().bulk_error_results == {}

    def test_task_details(self) -> None:
        details = TaskDetails()
        details.put_output_item("a", 1)
        assert details.put_output_item("b", 2) is details
        assert details.output == {"a": 1, "b": 2}

    def test_action_s_members_have_underscores_on_the_wire(self) -> None:
        action = Action(
            "start_workflow", expand_inline_json=True, terminate_workflow=TerminateWorkflow("w", "so")
        )
        sent = encode(EventHandler("h", actions=[action]))["actions"][0]
        assert sent == {
            "action": "start_workflow",
            "expandInlineJSON": True,
            "terminate_workflow": {"workflowId": "w", "terminationReason": "so"},
        }

    def test_a_set_is_a_list_in_to_dict(self) -> None:
        failed = Workflow(failed_reference_task_names={"b", "a"})
        assert failed.failed_reference_task_names == {"a", "b"}
        assert json.loads(json.dumps(failed.to_dict()))["failed_reference_task_names"] == ["a", "b"]

    def test_to_dict_with_wire_names(self) -> None:
        assert TerminateWorkflow("w").to_dict() == {"workflowId": "w", "terminationReason": None}
        assert UpdateWorkflowVariables("w", {"a": 1}).to_dict()["appendArray"] is None
        assert WorkflowMessage("m", "w").to_dict() == {"id": "m", "workflowId": "w"}
        assert ServiceMethod().to_dict() == {"requestParams": [], "exampleInput": {}}
        parameter = service_methods.RequestParam("n", "t", True, "d")
        assert ServiceMethod(request_params=[parameter]).to_dict()["requestParams"] == [parameter.to_dict()]

    def test_texts(self) -> None:
        assert str(ServiceMethod(operation_name="o")).startswith("ServiceMethod(operation_name='o'")
        assert str(RequestParam("n")) == "RequestParam(name='n', type='None', required=False)"
        assert "data_size=3" in str(ProtoRegistryEntry("s", "f", b"abc"))
        assert "current_state='OPEN'" in str(CircuitBreakerTransitionResponse(current_state="OPEN"))

    def test_secrets_are_not_shown(self) -> None:
        for holder in (CreatedAccessKey("i", "s3cret"), Token("s3cret"), GenerateTokenRequest("i", "s3cret")):
            assert "s3cret" not in f"{holder} {holder!r} {[holder]}"
            assert "<hidden>" in repr(holder)
            assert "s3cret" in str(encode(holder))

    def test_service_registry(self) -> None:
        registry: Any = decode(
            {"name": "s", "serviceURI": "http://x", "methods": [{"id": 1}]}, ServiceRegistry
        )
        assert (registry.service_uri, registry.methods[0].id, registry.request_params) == ("http://x", 1, [])
        assert registry.config.circuit_breaker_config.failure_rate_threshold is None
        assert ServiceRegistry().config is not ServiceRegistry().config

    def test_schema(self) -> None:
        schema = SchemaDef("n", 2, SchemaType.JSON, {"a": 1}, "ext", "own", 1, 2, "me", "you")
        assert encode(schema) == {
            "ownerApp": "own",
            "createTime": 1,
            "updateTime": 2,
            "createdBy": "me",
            "updatedBy": "you",
            "name": "n",
            "version": 2,
            "type": "JSON",
            "data": {"a": 1},
            "externalRef": "ext",
        }
        assert schema.get_create_time() == 1
        assert SchemaDef(version=None).version == 1
        assert Auditable(_create_time=5, _updated_by="u").get_create_time() == 5
        assert Auditable().get_update_time() == 0

    def test_tags(self) -> None:
        assert MetadataTag("k", "v") == MetadataTag("k", "v")
        assert encode(MetadataTag("k", "v")) == {"key": "k", "type": "METADATA", "value": "v"}
        assert encode(RateLimitTag("k", 5)) == {"key": "k", "type": "RATE_LIMIT", "value": 5}

    def test_frequency(self) -> None:
        assert IntegrationApiUpdate(frequency="DAILY").frequency is Frequency.DAILY  # type: ignore[arg-type]
        assert encode(IntegrationApiUpdate(frequency=Frequency.WEEKLY)) == {"frequency": "weekly"}
        with pytest.raises(ValueError, match="Unknown frequency: often"):
            IntegrationApiUpdate(frequency="often")  # type: ignore[arg-type]
        assert decode({"frequency": "often"}, IntegrationApiUpdate).frequency == "often"

    def test_required_fields(self) -> None:
        for make in (TargetRef, AuthorizationRequest):
            with pytest.raises((ValueError, TypeError)):
                make()

    def test_the_enums_that_print_their_value(self) -> None:
        members = (IdempotencyStrategy.FAIL, SchemaType.JSON, TaskResultStatus.COMPLETED)
        assert [str(member) for member in members] == ["FAIL", "JSON", "COMPLETED"]

    def test_access_key(self) -> None:
        key: Any = decode({"id": "i", "status": "ACTIVE", "createdAt": 5}, AccessKey)
        assert (key.id, key.status, key.created_at) == ("i", AccessKeyStatus.ACTIVE, 5)

    def test_rate_limit(self) -> None:
        assert encode(RateLimit("t", 1, "k", 2, policy="QUEUE")) == {
            "tag": "t",
            "concurrentExecutionLimit": 1,
            "rateLimitKey": "k",
            "concurrentExecLimit": 2,
            "policy": "QUEUE",
        }

    def test_an_answer_without_a_shape(self) -> None:
        assert decode({"any": 1}, "Response") == {"any": 1}
        assert Response().to_dict() == {}


def test_a_results_status_is_the_enums_member():
    """Both published lines: programs ask for ``.name`` and ``.value``, and compare with ``is``."""
    result = TaskResult("w", "t", status="COMPLETED")
    assert result.status is TaskResultStatus.COMPLETED
    result.status = "FAILED"
    assert result.status is TaskResultStatus.FAILED
    assert result.status == "FAILED"
    assert encode(result)["status"] == "FAILED"
    assert type(encode(result)["status"]) is str


def test_a_definition_without_tasks_has_an_empty_list():
    definition = WorkflowDef(name="w", tasks=None)
    definition.tasks.append(WorkflowTask(name="t", task_reference_name="t"))
    assert len(definition.tasks) == 1
    definition.tasks = None
    assert definition.tasks == []
    assert WorkflowDef().tasks is not WorkflowDef().tasks
