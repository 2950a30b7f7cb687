from __future__ import annotations

import pytest

from conductor.devserver.validation import check_task_def, check_workflow_def
from unit.devserver_leaves.recordings import recorded

WORKFLOWS = recorded("workflow_definitions")
TASKS = recorded("task_definitions")


def comparable(errors):
    """Sorted, and without the script engine's own words for a syntax error."""
    return sorted(
        (
            each["path"],
            each["message"].replace("Expected an operand but found eof", "Unexpected end"),
            each.get("invalidValue"),
        )
        for each in errors
    )


@pytest.mark.parametrize("case", WORKFLOWS, ids=lambda case: case["case"])
def test_workflow_definitions_are_judged_as_recorded(case):
    assert comparable(check_workflow_def(case["definition"])) == comparable(case["errors"])


@pytest.mark.parametrize("case", TASKS, ids=lambda case: str(case["definition"])[:60])
def test_task_definitions_are_judged_as_recorded(case):
    assert comparable(check_task_def(case["definition"])) == comparable(case["errors"])


def test_the_place_of_the_definition_is_told():
    errors = check_workflow_def({"name": "x", "tasks": []}, path="startWorkflow.arg0.workflowDef")
    assert [each["path"] for each in errors] == ["startWorkflow.arg0.workflowDef.tasks"]
    errors = check_task_def({}, path="updateTaskDef.arg0")
    assert [each["path"] for each in errors] == ["updateTaskDef.arg0.name"]


@pytest.mark.parametrize(
    ("type_", "member"),
    [("HTTP", "http_request"), ("JSON_JQ_TRANSFORM", "queryExpression"), ("KAFKA_PUBLISH", "kafka_request")],
)
def test_a_registered_template_can_supply_what_a_task_needs(type_, member):
    definition = {"name": "w", "tasks": [{"name": "call", "taskReferenceName": "c", "type": type_}]}
    assert len(check_workflow_def(definition)) == 1
    known = {"call": {"inputTemplate": {member: {}}}}
    assert check_workflow_def(definition, task_def=known.get) == []


def test_a_nested_loop_of_branches_is_searched_for_duplicates():
    inner = {"name": "i", "taskReferenceName": "i", "type": "SIMPLE"}
    loop = {
        "name": "l",
        "taskReferenceName": "l",
        "type": "DO_WHILE",
        "loopCondition": "false",
        "loopOver": [inner],
    }
    fork = {"name": "f", "taskReferenceName": "f", "type": "FORK_JOIN", "forkTasks": [[loop], [inner]]}
    errors = check_workflow_def({"name": "w", "tasks": [fork]})
    assert [each["message"] for each in errors] == [
        "taskReferenceName: i should be unique across tasks for a given workflowDefinition: w"
    ]
