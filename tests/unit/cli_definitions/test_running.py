"""Warnings for executions that use what changes."""

from __future__ import annotations

from conductor._cli._definitions.changes import changes
from conductor._cli._definitions.definition import TASK, WORKFLOW, Definition
from conductor._cli._definitions.running import Running, with_warnings

NONE = Running(0, {})


def workflow(name: str, version: int = 1, **members: object) -> Definition:
    tasks = [{"name": "greet", "taskReferenceName": "r", "type": "SIMPLE"}]
    return Definition(WORKFLOW, {"name": name, "version": version, "tasks": tasks, **members})


def parent(of: str, version: int | None = None) -> Definition:
    task = {
        "name": "sub",
        "taskReferenceName": "s",
        "type": "SUB_WORKFLOW",
        "subWorkflowParam": {"name": of, **({"version": version} if version else {})},
    }
    return Definition(WORKFLOW, {"name": "parent", "version": 4, "tasks": [task]})


def warnings(wanted: Definition, registered: list[Definition], running: dict[str, Running]) -> list[str]:
    known = {each.key: each for each in registered}
    found = with_warnings(changes([wanted], known), registered, lambda name: running.get(name, NONE))
    return found[0].warnings


def test_a_changed_workflow_that_runs() -> None:
    changed = workflow("hello", timeoutSeconds=5)
    (line,) = warnings(changed, [workflow("hello")], {"hello": Running(3, {1: 2, 2: 1})})
    assert line.startswith("2 running executions of hello v1: they end with the definition they began with")
    assert warnings(changed, [workflow("hello")], {"hello": Running(1, {2: 1})}) == []


def test_what_does_not_change_warns_of_nothing() -> None:
    assert warnings(workflow("hello"), [workflow("hello")], {"hello": Running(3, {1: 3})}) == []
    assert warnings(workflow("hello"), [], {"hello": Running(3, {1: 3})}) == []


def test_more_than_were_looked_at() -> None:
    assert Running(500, {1: 100}).of(1) == "at least 100 running executions"
    assert Running(1, {1: 1}).of(1) == "1 running execution"
    assert Running(1, {1: 1}).of(2) is None


def test_a_task_that_a_running_workflow_uses() -> None:
    old, new = Definition(TASK, {"name": "greet"}), Definition(TASK, {"name": "greet", "retryCount": 1})
    assert warnings(new, [old, workflow("hello", 2)], {"hello": Running(1, {2: 1})}) == [
        "1 running execution of hello v2 run task greet"
    ]


def test_a_sub_workflow_that_a_running_parent_may_start() -> None:
    changed, old = workflow("child", timeoutSeconds=5), workflow("child")
    running = {"parent": Running(1, {4: 1})}
    assert warnings(changed, [old, parent("child")], running) == [
        "1 running execution of parent v4 may start workflow child"
    ]
    assert len(warnings(changed, [old, parent("child", 1)], running)) == 1
    assert warnings(changed, [old, parent("child", 2)], running) == []
