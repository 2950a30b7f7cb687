"""Mocked system tasks become tasks for a worker, wherever they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from conductor.client.http.models.workflow_def import WorkflowDef
from conductor.testing._definitions import Rewriting, definition_of

if TYPE_CHECKING:
    from pathlib import Path

HTTP = {"name": "call", "taskReferenceName": "call_ref", "type": "HTTP", "inputParameters": {"uri": "x"}}
OTHER = {"name": "other", "taskReferenceName": "other_ref", "type": "HTTP"}
WORKER = {"name": "work", "taskReferenceName": "work_ref", "type": "SIMPLE"}


def rewriting(
    *mocked: str, known: dict[str, Any] | None = None, task_defs: tuple[str, ...] = ()
) -> Rewriting:
    return Rewriting(
        lambda task: task["taskReferenceName"] in mocked,
        lambda name, version: (known or {}).get(name),
        lambda name: name in task_defs,
    )


def test_a_system_task_is_made_a_workers() -> None:
    rewrite = rewriting("call_ref")
    given = {"name": "w", "tasks": [HTTP, OTHER, WORKER]}
    made = rewrite(given)
    assert made["tasks"] == [{**HTTP, "type": "SIMPLE", "retryCount": 0}, OTHER, WORKER]
    assert given["tasks"][0] is HTTP, "what was given is not touched"
    assert HTTP["type"] == "HTTP"
    assert (rewrite.changed, rewrite.kinds, rewrite.served) == (True, {"call_ref": "HTTP"}, {"call"})


def test_its_own_task_definition_keeps_its_retries() -> None:
    made = rewriting("call_ref", task_defs=("call",))({"name": "w", "tasks": [HTTP]})
    assert made["tasks"] == [{**HTTP, "type": "SIMPLE"}]


def test_a_workers_task_needs_no_change_only_a_server_of_its_queue() -> None:
    rewrite = rewriting("work_ref")
    assert rewrite({"name": "w", "tasks": [WORKER]})["tasks"] == [WORKER]
    assert (rewrite.changed, rewrite.served) == (False, {"work"})


def test_nested_tasks() -> None:
    switch = {"name": "s", "taskReferenceName": "s", "type": "SWITCH", "decisionCases": {"a": [HTTP]}}
    fork = {"name": "f", "taskReferenceName": "f", "type": "FORK_JOIN", "forkTasks": [[switch], [WORKER]]}
    made = rewriting("call_ref")({"name": "w", "tasks": [fork]})
    assert made["tasks"][0]["forkTasks"][0][0]["decisionCases"]["a"][0]["type"] == "SIMPLE"


def sub(name: str, **more: Any) -> dict[str, Any]:
    parameters = {"name": name, **more}
    return {"name": "s", "taskReferenceName": "s", "type": "SUB_WORKFLOW", "subWorkflowParam": parameters}


def test_a_sub_workflow_is_taken_along() -> None:
    rewrite = rewriting("call_ref", known={"child": {"name": "child", "tasks": [HTTP]}})
    made = rewrite({"name": "w", "tasks": [sub("child", version=1)]})
    inner = made["tasks"][0]["subWorkflowParam"]["workflowDefinition"]
    assert inner["tasks"][0]["type"] == "SIMPLE"
    assert rewrite.changed


def test_a_sub_workflow_without_mocks_or_unknown_stays_as_it_is() -> None:
    for name in ("child", "nobody", "${workflow.input.which}"):
        rewrite = rewriting("call_ref", known={"child": {"name": "child", "tasks": [OTHER]}})
        assert rewrite({"name": "w", "tasks": [sub(name)]})["tasks"] == [sub(name)]
        assert not rewrite.changed


def test_a_workflow_that_calls_itself_comes_to_an_end() -> None:
    known = {"w": {"name": "w", "tasks": [sub("w"), HTTP]}}
    made = rewriting("call_ref", known=known)(known["w"])
    assert made["tasks"][1]["type"] == "SIMPLE"
    assert made["tasks"][0] == sub("w")


def test_definitions_in_every_form(tmp_path: Path) -> None:
    plain = {"name": "w", "version": 3, "tasks": [WORKER]}
    file = tmp_path / "w.json"
    file.write_text(json.dumps(plain))
    assert definition_of(plain) == plain
    assert definition_of(plain) is not plain
    assert definition_of(file) == plain
    assert definition_of(WorkflowDef(name="w", version=3))["version"] == 3
