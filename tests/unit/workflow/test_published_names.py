"""What programs written for the published SDK touch."""

from __future__ import annotations

from typing import Any

import pytest

from conductor.client._encode import encode
from conductor.client.http.models import StateChangeConfig, StateChangeEvent, StateChangeEventType
from conductor.client.workflow.task import llm_tasks
from conductor.client.workflow.task.do_while_task import ForEachTask, LoopTask, get_for_loop_condition
from conductor.client.workflow.task.http_task import HttpInput, HttpMethod, HttpTask
from conductor.client.workflow.task.human_task import AssignmentCompletionStrategy, TriggerType
from conductor.client.workflow.task.javascript_task import JavaScriptTask, JavascriptTask
from conductor.client.workflow.task.kafka_publish_input import KafkaPublishInput
from conductor.client.workflow.task.llm_tasks.chat_message import Role
from conductor.client.workflow.task.llm_tasks.utils.prompt import Prompt
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import EvaluatorType, SwitchTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.timeout_policy import TimeoutPolicy
from conductor.client.workflow.task.wait_for_webhook_task import wait_for_webhook
from conductor.client.workflow.task.wait_task import WaitTask


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (TaskType.SIMPLE, "TaskType.SIMPLE"),
        (HttpMethod.GET, "HttpMethod.GET"),
        (EvaluatorType.ECMASCRIPT, "EvaluatorType.ECMASCRIPT"),
        (WorkflowStatus.TIMEOUT_OUT, "WorkflowStatus.TIMEOUT_OUT"),
        (TimeoutPolicy.ALERT_ONLY, "TimeoutPolicy.ALERT_ONLY"),
        (Role.USER, "Role.USER"),
        (AssignmentCompletionStrategy.TERMINATE, "TERMINATE"),
        (TriggerType.PENDING, "PENDING"),
    ],
)
def test_enums_print_as_they_do_there(member: Any, text: str):
    assert str(member) == text


def test_enums_are_their_text():
    assert TaskType.SIMPLE == "SIMPLE"
    assert TimeoutPolicy.TIME_OUT_WORKFLOW == "TIME_OUT_WF"
    assert WorkflowStatus.TIMEOUT_OUT == "TIMED_OUT"
    assert encode(TaskType.LLM_INDEX_DOCUMENT) == "LLM_INDEX_TEXT"


def test_wait_until_answers_under_both_names():
    assert WaitTask("w", wait_until="2030-01-01").input_parameters["wait_until"] == "2030-01-01"
    assert WaitTask("w", wait_until="2030-01-01").input_parameters["until"] == "2030-01-01"


def test_both_spellings():
    assert JavaScriptTask is JavascriptTask


def test_an_http_input_as_a_dict_gets_its_method():
    given = {"uri": "http://localhost"}
    task = HttpTask("h", given)
    assert task.input_parameters["http_request"] is given
    assert given["method"] == "GET"
    assert isinstance(HttpTask("h", HttpInput(uri="x")).input_parameters["http_request"], HttpInput)
    assert task.status_code() == "${h.output.response.statusCode}"
    assert task.headers("x") == "${h.output.response.headers.x}"
    assert task.body("[0]") == "${h.output.response.body[0]}"


def test_loops():
    assert get_for_loop_condition("l", 3) == "if ( $.l.iteration < 3 ) { true; } else { false; }"
    assert LoopTask("l", 3, SimpleTask("t", "a")).to_workflow_task().loop_condition == get_for_loop_condition(
        "l", 3
    )
    each = ForEachTask("l", SimpleTask("t", "a"), "${workflow.input.l}", ["x"])
    assert each.input_parameters == {"items": "${workflow.input.l}"}


def test_cases_have_the_names_that_java_gives_them():
    switch = SwitchTask("sw", "x")
    for name in (True, None, 7, HttpMethod.GET, "text"):
        switch.switch_case(name, SimpleTask("t", f"t_{name}"))
    assert list(switch.to_workflow_task().decision_cases or ()) == ["true", "null", "7", "GET", "text"]


def test_the_constructor_of_a_task_takes_the_cache():
    class Own(TaskInterface):
        def __init__(self) -> None:
            super().__init__("ref", TaskType.SIMPLE, "name", "words", True, {"a": 1}, "key", 7)

    assert encode(Own().to_workflow_task()) == {
        "name": "name",
        "taskReferenceName": "ref",
        "description": "words",
        "inputParameters": {"a": 1},
        "type": "SIMPLE",
        "optional": True,
        "cacheConfig": {"key": "key", "ttlInSecond": 7},
    }


def test_types_that_have_no_class():
    task = TaskInterface("ref", "GET_AGENT_CARD", input_parameters={"agentUrl": "http://localhost"})
    assert task.to_workflow_task().type == "GET_AGENT_CARD"


def test_expression_and_evaluator_can_be_set():
    task = SimpleTask("t", "a")
    task.expression, task.evaluator_type = "e", "javascript"
    made = task.to_workflow_task()
    assert (
        (made.expression, made.evaluator_type)
        == (task.expression, task.evaluator_type)
        == ("e", "javascript")
    )


@pytest.mark.parametrize("kind", [StateChangeEventType.onFailed, "onFailed"])
def test_state_changes(kind: Any):
    event = StateChangeEvent("kafka:x", {"a": 1})
    expected = {"onFailed": [{"type": "kafka:x", "payload": {"a": 1}}]}
    by_config = SimpleTask("t", "a").with_options(on_state_change=StateChangeConfig(kind, [event]))
    by_name = SimpleTask("t", "a").with_options(on_state_change={kind: [event]})
    for task in (by_config, by_name):
        assert encode(task.to_workflow_task())["onStateChange"] == expected


def test_inputs_keep_their_properties():
    message = KafkaPublishInput("b", "k", "ks", "v", "1", "2", {"h": 1}, "t")
    assert [message.bootstrap_servers, message.key, message.key_serializer, message.value] == [
        "b",
        "k",
        "ks",
        "v",
    ]
    assert [message.request_timeout_ms, message.max_block_ms, message.headers, message.topic] == [
        "1", "2", {"h": 1}, "t",
    ]  # fmt: skip
    prompt = Prompt("greeting", {"name": "you"})
    assert (prompt.name, prompt.variables) == ("greeting", {"name": "you"})


def test_webhooks_and_ends():
    assert wait_for_webhook("w", {"a": 1}).name == "w"
    assert TerminateTask("t", "FAILED").input_parameters == {
        "terminationStatus": "FAILED",
        "terminationReason": None,
    }


def test_the_door_of_the_ai_tasks():
    assert set(llm_tasks.__all__) == set(llm_tasks._HOMES)
    for name in llm_tasks.__all__:
        assert getattr(llm_tasks, name).__name__ == name
        assert name in dir(llm_tasks)
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = llm_tasks.Nothing
