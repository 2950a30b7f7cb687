"""From parsed JSON to models, by the type's text or by class."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

import pytest

from conductor.client._encode import encode
from conductor.client.http.models import (
    SubWorkflowParams,
    Task,
    TaskExecLog,
    Workflow,
    WorkflowDef,
    WorkflowTask,
)
from conductor.client.http.models._codec import decode
from conductor.client.http.models.start_workflow_request import IdempotencyStrategy
from conductor.client.orkes.models.access_type import AccessType
from conductor.client.orkes.models.granted_permission import GrantedPermission

LOG = {"log": "x", "taskId": "t"}
ONE = TaskExecLog("x", "t")


@pytest.mark.parametrize(
    ("type_", "data", "expected"),
    [
        (None, {"a": 1}, {"a": 1}),
        ("object", {"a": 1}, {"a": 1}),
        ("dict(str, object)", {"a": None}, {"a": None}),
        ("list[str]", ["a"], ["a"]),
        ("list[object]", [1, "a"], [1, "a"]),
        ("TaskExecLog", LOG, ONE),
        (TaskExecLog, LOG, ONE),
        ("list[TaskExecLog]", [LOG, LOG], [ONE, ONE]),
        ("List[TaskExecLog]", [LOG], [ONE]),
        ("list[list[TaskExecLog]]", [[LOG]], [[ONE]]),
        ("dict(str, TaskExecLog)", {"k": LOG}, {"k": ONE}),
        ("dict(str, list[TaskExecLog])", {"k": [LOG]}, {"k": [ONE]}),
        ("Dict[str, TaskExecLog]", {"k": LOG}, {"k": ONE}),
        ("set[str]", ["b", "a"], {"a", "b"}),
        ("str", "text", "text"),
        ("str", 5, "5"),
        ("int", "5", 5),
        ("int", "no number", "no number"),
        ("float", 1, 1.0),
        ("bool", True, True),
        ("str", {"a": 1}, {"a": 1}),
        ("int", None, None),
        ("date", "2020-01-02", datetime.date(2020, 1, 2)),
        ("datetime", "2020-01-02T03:04Z", datetime.datetime(2020, 1, 2, 3, 4, tzinfo=datetime.timezone.utc)),
        (datetime.datetime, "2020-01-02", datetime.datetime(2020, 1, 2)),
        ("datetime", "soon", "soon"),
        (IdempotencyStrategy, "FAIL", IdempotencyStrategy.FAIL),
        ("IdempotencyStrategy", "A_NEW_ONE", "A_NEW_ONE"),
        (dict, {"a": 1}, {"a": 1}),
        (str, 5, "5"),
    ],
)  # fmt: skip
def test_decode(type_: Any, data: Any, expected: Any) -> None:
    found = decode(data, type_)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        ("Task", "text"),
        ("Task", ["a"]),
        ("list[Task]", {"error": "not a list"}),
        ("dict(str, Task)", ["not a dict"]),
        (IdempotencyStrategy, {"a": 1}),
    ],
)
def test_what_does_not_fit_stays_as_it_is(type_: Any, data: Any) -> None:
    assert decode(data, type_) == data


def test_members_that_do_not_fit_stay_as_they_are() -> None:
    task: Any = decode(
        {"status": "FROM_TOMORROW", "workflowTask": "text", "seq": "7", "inputData": None}, Task
    )
    assert task.status == "FROM_TOMORROW"
    assert task.workflow_task == "text"
    assert task.seq == "7"
    assert task.input_data is None


@pytest.mark.parametrize("type_", ["NoSuchModel", "list[NoSuchModel]", "dict(str, NoSuchModel)"])
def test_a_type_that_nobody_knows(type_: str) -> None:
    with pytest.raises(ValueError, match="unknown type 'NoSuchModel'"):
        decode([], type_)


def test_nested_models_and_recursion() -> None:
    definition: Any = decode(
        {
            "name": "w",
            "tasks": [
                {
                    "name": "s",
                    "decisionCases": {"a": [{"name": "in_a", "loopOver": [{"name": "deep"}]}]},
                    "forkTasks": [[{"name": "left"}], [{"name": "right"}]],
                    "subWorkflowParam": {"name": "sub", "workflowDefinition": {"name": "inner"}},
                    "cacheConfig": {"key": "k", "ttlInSecond": 5},
                    "onStateChange": {"onStart": [{"type": "audit", "payload": {"a": 1}}]},
                }
            ],
        },
        "WorkflowDef",
    )
    task = definition.tasks[0]
    assert isinstance(task, WorkflowTask)
    assert task.decision_cases["a"][0].loop_over[0].name == "deep"
    assert [branch[0].name for branch in task.fork_tasks] == ["left", "right"]
    assert isinstance(task.sub_workflow_param.workflow_definition, WorkflowDef)
    assert task.cache_config.ttl_in_second == 5
    assert task.on_state_change["onStart"][0].payload == {"a": 1}


def test_a_sub_workflow_given_as_an_expression_stays_text() -> None:
    params: Any = decode(
        {"workflowDefinition": "${workflow.input.def}", "idempotencyStrategy": "FAIL"}, SubWorkflowParams
    )
    assert params.workflow_definition == "${workflow.input.def}"
    assert params.idempotency_strategy is IdempotencyStrategy.FAIL


def test_sets() -> None:
    workflow: Any = decode({"failedTaskNames": ["b", "a"]}, Workflow)
    assert workflow.failed_task_names == {"a", "b"}
    assert encode(workflow) == {"failedTaskNames": ["a", "b"]}


def test_unknown_members_come_back() -> None:
    data = {"taskId": "t", "tomorrow": {"x": [1, None]}, "workflowTask": {"name": "n", "alsoNew": True}}
    task: Any = decode(data, Task)
    assert encode(task) == data
    assert not hasattr(task, "tomorrow")
    task.task_id = "u"
    assert encode(task)["tomorrow"] == {"x": [1, None]}


def test_a_name_is_read_where_it_is_declared() -> None:
    """``AccessType`` is a name of the orkes models' module, not of the package of models."""
    permission: Any = decode(
        {"target": {"type": "USER", "id": "u"}, "access": ["READ", "NEW"]}, GrantedPermission
    )
    assert permission.target.id == "u"
    assert permission.access == [AccessType.READ, "NEW"]


class Foreign:
    """A class of a user's own that follows the swagger protocol."""

    swagger_types: ClassVar = {"log": "TaskExecLog", "other": "str"}
    attribute_map: ClassVar = {"log": "theLog", "other": "other"}

    def __init__(self, log: Any = None, other: Any = None) -> None:
        self.log, self.other = log, other


def test_classes_of_users() -> None:
    found: Any = decode({"theLog": LOG, "else": 1}, Foreign)
    assert found.log == ONE
    assert found.other is None
    assert encode(found) == {"theLog": LOG}
    assert decode("text", Foreign) == "text"
