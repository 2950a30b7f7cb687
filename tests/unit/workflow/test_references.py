"""How a definition names values that exist only in a run."""

from __future__ import annotations

import copy
import pickle
import warnings

import pytest

from conductor.client._encode import encode
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.http_task import HttpTask
from conductor.client.workflow.task.javascript_task import JavascriptTask
from conductor.client.workflow.task.simple_task import SimpleTask


@pytest.fixture
def task() -> SimpleTask:
    return SimpleTask("work", "ref")


def test_output_by_json_path(task: SimpleTask):
    assert task.output() == "${ref.output}"
    assert task.output("a.b[0]") == "${ref.output.a.b[0]}"
    assert task.output("[0]") == "${ref.output[0]}"


def test_output_by_attributes(task: SimpleTask):
    assert str(task.output.a.b) == "${ref.output.a.b}"
    assert str(task.output.list[0].n) == "${ref.output.list[0].n}"
    assert str(task.output["odd name"]) == "${ref.output['odd name']}"
    assert str(task.output["plain"]) == "${ref.output.plain}"


def test_any_public_attribute_is_an_output(task: SimpleTask):
    assert task.total == "${ref.output.total}"
    assert hasattr(task, "anything")


@pytest.mark.parametrize("name", ["_private", "__dunder__", "_repr_html_"])
def test_private_names_are_no_outputs(task: SimpleTask, name: str):
    assert not hasattr(task, name)
    assert not hasattr(task.output, name)


def test_a_reference_in_text(task: SimpleTask):
    assert f"id {task.output.id}!" == "id ${ref.output.id}!"
    assert "id " + task.output.id + "!" == "id ${ref.output.id}!"
    assert task.output.id == "${ref.output.id}"
    assert {task.output.id: 1}["${ref.output.id}"] == 1


def test_a_reference_is_no_sequence(task: SimpleTask):
    with pytest.raises(TypeError):
        list(task.output)  # type: ignore[call-overload]


def test_references_in_inputs_become_text(task: SimpleTask):
    other = SimpleTask("work", "other")
    other.input_parameters = {"a": task.output, "b": [task.output.x, {"c": task}], "d": ("e",)}
    assert other.to_workflow_task().input_parameters == {
        "a": "${ref.output}",
        "b": ["${ref.output.x}", {"c": "${ref.output}"}],
        "d": ["e"],
    }


def test_references_in_an_http_request(task: SimpleTask):
    made = HttpTask("h", {"uri": task.output.uri, "body": {"id": task.output.id}}).to_workflow_task()
    assert made.input_parameters["http_request"]["uri"] == "${ref.output.uri}"
    assert made.input_parameters["http_request"]["body"] == {"id": "${ref.output.id}"}


def test_references_of_a_workflow():
    made = ConductorWorkflow(name="w")
    assert made.input("a.b") == "${workflow.input.a.b}"
    assert made.input() == "${workflow.input}"
    assert made.output("x") == "${workflow.output.x}"
    assert made.variable("v") == "${workflow.variables.v}"
    assert made.secret("KEY") == "${workflow.secrets.KEY}"
    assert made.env("HOME") == "${workflow.env.HOME}"
    assert made.field("correlationId") == "${workflow.correlationId}"


def test_the_result_of_a_script():
    script = JavascriptTask("js", "1")
    assert script.output() == "${js.output.result}"
    assert script.output("a") == "${js.output.result.a}"
    assert str(script.output.a) == "${js.output.result.a}"
    assert script.other == "${js.output.other}"


def test_input_is_read_and_written(task: SimpleTask):
    assert task.input("x") == "${ref.input.x}"
    assert task.input() == "${ref.input}"
    assert task.input(key="x", value=1) is task
    assert task.input_parameters == {"x": 1}


@pytest.mark.parametrize(("slip", "meant"), [("inptu", "input"), ("to_workflowtask", "to_workflow_task")])
def test_a_slip_of_the_pen_warns(task: SimpleTask, slip: str, meant: str):
    with pytest.warns(UserWarning, match=f"did you mean '{meant}'"):
        assert getattr(task, slip) == f"${{ref.output.{slip}}}"


@pytest.mark.parametrize("name", ["total", "result", "names", "id", "items", "email"])
def test_usual_outputs_do_not_warn(task: SimpleTask, name: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert getattr(task, name) == f"${{ref.output.{name}}}"


def test_tasks_can_be_copied_and_pickled(task: SimpleTask):
    task.input_parameters["a"] = 1
    for twin in (copy.deepcopy(task), copy.copy(task), pickle.loads(pickle.dumps(task))):
        assert encode(twin.to_workflow_task()) == encode(task.to_workflow_task())
