"""Two JSON values, and the fields in which they differ."""

from __future__ import annotations

from typing import Any

import pytest

from conductor._cli._definitions.changes import changes
from conductor._cli._definitions.compare import differences
from conductor._cli._definitions.definition import TASK, WORKFLOW, Definition
from conductor._cli._definitions.shape import comparable, exported


def said(old: Any, new: Any) -> list[str]:
    return [str(each) for each in differences(old, new)]


def step(ref: str, **members: Any) -> dict[str, Any]:
    return {"name": f"{ref}_task", "taskReferenceName": ref, "type": "SIMPLE", **members}


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": 1}, {"a": True}, ["a: 1 → true"]),
        ({"a": [1, 2]}, {"a": [2, 1]}, ["a: [1, 2] → [2, 1]"]),
        ({"a": [1]}, {"a": [True]}, ["a: [1] → [true]"]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, ["a[0].b: 1 → 2"]),
        ({"a": None}, {"a": {"b": 1}}, ['a: null → {"b": 1}']),
        ({}, {"two words": "ü"}, ['["two words"]: added "ü"']),
        ({"a": {"x": 1}}, {"a": {}}, ["a.x: removed 1"]),
        ({"a": []}, {"a": {}}, ["a: [] → {}"]),
    ],
)
def test_fields(old: Any, new: Any, lines: list[str]) -> None:
    assert said(old, new) == lines


def test_tasks_are_known_by_their_reference_names() -> None:
    old = {"tasks": [step("a"), step("b", optional=True), step("c")]}
    new = {"tasks": [step("c"), step("x"), step("a", inputParameters={"n": 1})]}
    assert said(old, new) == [
        'tasks[a].inputParameters: added {"n": 1}',
        "tasks[b]: removed SIMPLE b_task",
        "tasks[x]: added SIMPLE x_task",
        'tasks: order: ["a", "c"] → ["c", "a"]',
    ]


def test_a_name_given_twice_is_compared_by_place() -> None:
    old, new = {"tasks": [step("a"), step("a")]}, {"tasks": [step("a"), step("a", optional=True)]}
    assert said(old, new) == ["tasks[1].optional: added true"]


def test_long_values_are_cut() -> None:
    line = said({"a": "x"}, {"a": "y" * 500})[0]
    assert len(line) < 150
    assert line.endswith("…")


REGISTERED = {
    "createTime": 17,
    "updateTime": 0,
    "createdBy": "",
    "name": "wf",
    "version": 1,
    "tasks": [
        {
            **step("a"),
            "inputParameters": {},
            "decisionCases": {},
            "forkTasks": [],
            "startDelay": 0,
            "optional": False,
            "asyncComplete": False,
            "permissive": False,
            "onStateChange": {},
        }
    ],
    "inputParameters": [],
    "schemaVersion": 2,
    "restartable": True,
    "workflowStatusListenerEnabled": False,
    "timeoutPolicy": "ALERT_ONLY",
    "timeoutSeconds": 0,
    "enforceSchema": True,
    "ownerApp": "app",
    "maskedFields": [],
}
PLAIN = {"name": "wf", "tasks": [{"name": "a_task", "taskReferenceName": "a"}]}


def test_what_a_server_adds_is_no_difference() -> None:
    registered, plain = Definition(WORKFLOW, REGISTERED), Definition(WORKFLOW, PLAIN, "f.json")
    (change,) = changes([plain], {registered.key: registered})
    assert (change.action, change.differences) == ("same", [])


def test_a_setting_left_out_becomes_the_default() -> None:
    registered = Definition(WORKFLOW, {**REGISTERED, "timeoutPolicy": "TIME_OUT_WF"})
    (change,) = changes([Definition(WORKFLOW, PLAIN, "f.json")], {registered.key: registered})
    assert [str(each) for each in change.differences] == ['timeoutPolicy: "TIME_OUT_WF" → "ALERT_ONLY"']


def test_an_owner_that_the_server_filled_in_stays() -> None:
    registered = Definition(TASK, {"name": "t", "ownerEmail": "me@here.example"})
    (change,) = changes([Definition(TASK, {"name": "t"}, "f.json")], {registered.key: registered})
    assert change.action == "same"
    (change,) = changes(
        [Definition(TASK, {"name": "t", "ownerEmail": "x@y.example"})], {registered.key: registered}
    )
    assert [each.path for each in change.differences] == ["ownerEmail"]


def test_payload_is_never_thinned_out() -> None:
    body = {"name": "wf", "tasks": [step("a", inputParameters={"empty": "", "none": [], "no": False})]}
    assert exported(Definition(WORKFLOW, body))["tasks"][0]["inputParameters"] == {
        "empty": "",
        "none": [],
        "no": False,
    }


def test_an_export_has_one_order_and_is_the_same_definition() -> None:
    one = exported(Definition(WORKFLOW, REGISTERED))
    other = exported(Definition(WORKFLOW, dict(reversed(list(REGISTERED.items())))))
    assert list(one) == list(other)
    assert list(one)[:2] == ["name", "version"]
    assert list(one)[-1] == "tasks"
    assert one["tasks"] == [{"name": "a_task", "taskReferenceName": "a", "type": "SIMPLE"}]
    assert not {"createTime", "updateTime", "ownerApp", "createdBy"} & set(one)
    assert comparable(Definition(WORKFLOW, one)) == comparable(Definition(WORKFLOW, REGISTERED))


def test_nested_tasks_are_thinned_too() -> None:
    inner = {**step("in"), "optional": False, "joinOn": []}
    body = {
        "name": "wf",
        "tasks": [
            step("f", type="FORK_JOIN", forkTasks=[[inner]], decisionCases={"b": [inner], "a": [inner]}),
            step("l", type="DO_WHILE", loopOver=[inner], defaultCase=[inner]),
        ],
    }
    fork, loop = exported(Definition(WORKFLOW, body))["tasks"]
    assert fork["forkTasks"] == [[step("in")]]
    assert list(fork["decisionCases"]) == ["a", "b"]
    assert loop["loopOver"] == loop["defaultCase"] == [step("in")]


def test_new_and_sorted_tasks_first() -> None:
    found = changes(
        [Definition(WORKFLOW, PLAIN), Definition(TASK, {"name": "z"}), Definition(TASK, {"name": "b"})], {}
    )
    assert [each.title for each in found] == ["task b", "task z", "workflow wf v1"]
    assert {each.action for each in found} == {"new"}
    assert found[2].to_json()["version"] == 1
    assert "version" not in found[0].to_json()
