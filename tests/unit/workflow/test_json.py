"""From JSON to a workflow and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conductor.client._encode import encode
from conductor.client.http.models import WorkflowDef
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.simple_task import SimpleTask

RECORDED = [
    definition
    for path in sorted((Path(__file__).parents[2] / "devserver" / "scenarios").glob("*.json"))
    for definition in json.loads(path.read_text())["defs"].get("workflows", ())
]


@pytest.mark.parametrize("definition", RECORDED)
def test_recorded_definitions_stay_what_they_are(definition: dict[str, Any]):
    assert json.loads(ConductorWorkflow.from_json(definition).to_json()) == definition


def test_what_nobody_knows_is_kept():
    definition = {
        "name": "w x",  # the server's own definitions may have names that the builder refuses
        "tasks": [
            {"name": "t", "taskReferenceName": "a b", "type": "NEW", "joinMode": "SYNC", "zip": {"a": 1}}
        ],
        "maskedFields": ["x"],
        "createTime": 5,
    }
    assert json.loads(ConductorWorkflow.from_json(json.dumps(definition)).to_json()) == definition


def test_what_is_wrong_stays_wrong():
    definition = {"name": "w", "tasks": [{"type": "SIMPLE"}, {"name": "n", "taskReferenceName": None}]}
    again = json.loads(ConductorWorkflow.from_json(definition).to_json())
    assert again["tasks"] == [{"type": "SIMPLE"}, {"name": "n"}]


def test_it_goes_on_from_there():
    made = ConductorWorkflow.from_json(
        {
            "name": "w",
            "version": 3,
            "tasks": [{"name": "t", "taskReferenceName": "a", "type": "SIMPLE", "retryCount": 1}],
        }
    )
    made._tasks[0].input(key="x", value=made.input("x"))
    made._tasks[0].optional = True
    made >> SimpleTask("t", "b") >> [SimpleTask("t", "c"), SimpleTask("t", "d")]
    made.timeout_seconds(7).output_parameter("x", 1)
    made.version = 4
    members = json.loads(made.to_json())
    assert members["version"] == 4
    assert members["timeoutSeconds"] == 7
    assert members["outputParameters"] == {"x": 1}
    first, *others = members["tasks"]
    assert first == {
        "name": "t",
        "taskReferenceName": "a",
        "type": "SIMPLE",
        "inputParameters": {"x": "${workflow.input.x}"},
        "optional": True,
        "retryCount": 1,
    }
    assert [task["type"] for task in others] == ["SIMPLE", "FORK_JOIN", "JOIN"]


def test_reading_a_model_leaves_it_alone():
    model = WorkflowDef(name="w", version=1, tasks=[SimpleTask("t", "a").to_workflow_task()])
    before = encode(model)
    made = ConductorWorkflow.from_workflow_def(model)
    made._tasks[0].input(key="x", value=1)
    made.to_workflow_def()
    assert encode(model) == before


def test_an_imported_workflow_has_an_executor_if_given():
    executor: Any = object()
    assert ConductorWorkflow.from_json('{"name": "w", "tasks": []}', executor)._executor is executor
    assert ConductorWorkflow.from_json(b'{"name": "w", "tasks": []}')._executor is None
