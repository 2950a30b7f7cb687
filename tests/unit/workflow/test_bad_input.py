"""What cannot be right is refused where it is written, with the task and the line."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from conductor.client.exceptions import InvalidDefinition
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.do_while_task import LoopTask
from conductor.client.workflow.task.exclusive_join_task import ExclusiveJoinTask
from conductor.client.workflow.task.fork_task import ForkTask
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.sub_workflow_task import InlineSubWorkflowTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.wait_task import WaitTask

HERE = r"test_bad_input\.py:\d+"


def workflow() -> ConductorWorkflow:
    return ConductorWorkflow(name="w", version=1)


def twice() -> Any:
    task = SimpleTask("t", "twin")
    return workflow() >> task >> task


def twice_in_branches() -> Any:
    task = SimpleTask("t", "twin")
    return (workflow() >> [task, task]).to_workflow_def()


def itself() -> Any:
    made = workflow()
    return made >> made


def itself_deeper() -> Any:
    inner = ConductorWorkflow(name="inner")
    outer = workflow() >> inner
    inner >> outer
    return outer.to_workflow_def()


def greet(name: str) -> str:
    return name


BAD: dict[str, tuple[Callable[[], Any], str]] = {
    "a task twice": (twice, "task 'twin' is added twice"),
    "a task in two branches": (twice_in_branches, "task 'twin' is used twice"),
    "a workflow in itself": (itself, "workflow 'w' cannot be a part of itself"),
    "a workflow in its own part": (itself_deeper, "is a part of itself"),
    "None in a list": (
        lambda: workflow() >> [SimpleTask("t", "a"), None],
        "workflow 'w' takes tasks.*not None",
    ),
    "an empty list": (lambda: workflow() >> [], "it is empty"),
    "an empty branch": (lambda: workflow() >> [[SimpleTask("t", "a")], []], "one of them is empty"),
    "a number": (lambda: workflow() >> 3, "not 3 of type int"),
    "text": (lambda: workflow() >> "greet", "not 'greet' of type str"),
    "a function": (lambda: workflow() >> greet, "the function greet: call it with task_ref_name="),
    "a class": (lambda: workflow() >> SimpleTask, "the class SimpleTask: make a task of it"),
    "tasks without a workflow": (
        lambda: SimpleTask("t", "a") >> SimpleTask("t", "b"),  # type: ignore[operator]
        "task 'a': nothing can be put behind a task alone",
    ),
    "a list before a task": (
        lambda: [SimpleTask("t", "a")] >> SimpleTask("t", "b"),  # type: ignore[operator]
        "task 'b': nothing can be put behind a task alone",
    ),
    "a list before the workflow": (
        lambda: [SimpleTask("t", "a")] >> workflow(),  # type: ignore[operator]
        "workflow 'w' comes first",
    ),
    "no branches": (lambda: ForkTask("f", None), "ForkTask 'f': the branches must be a list"),  # type: ignore[arg-type]
    "a text to join on": (lambda: JoinTask("j", "abc"), "JoinTask 'j': join_on must be a list"),  # type: ignore[arg-type]
    "a text to join on by the first": (
        lambda: ExclusiveJoinTask("j", "abc"),  # type: ignore[arg-type]
        "ExclusiveJoinTask 'j': join_on must be a list",
    ),
    "a text to join on by default": (
        lambda: ExclusiveJoinTask("j", ["a"], "abc"),  # type: ignore[arg-type]
        "ExclusiveJoinTask 'j': default_join_on must be a list",
    ),
    "a text that a fork joins on": (
        lambda: ForkTask("f", [[SimpleTask("t", "abc")]], join_on="abc"),  # type: ignore[arg-type]
        "ForkTask 'f': join_on must be a list of reference names, not 'abc'",
    ),
    "no workflow inside": (
        lambda: InlineSubWorkflowTask("s", None),  # type: ignore[arg-type]
        "InlineSubWorkflowTask 's': the workflow must be",
    ),
    "a definition that is a list": (lambda: ConductorWorkflow.from_json("[]"), "a definition is an object"),
    "no definition": (lambda: ConductorWorkflow.from_workflow_def(None), "a definition is an object"),  # type: ignore[arg-type]
    "a number in a case": (lambda: SwitchTask("sw", "x").switch_case("a", 3), "case 'a' of switch 'sw'"),
    "None in a loop": (lambda: LoopTask("l", 2, [None]), "the body of loop 'l'.*not None"),
    "no name": (lambda: ConductorWorkflow(), "the name must be text, not None"),
    "a name with blanks": (lambda: ConductorWorkflow(name="a b"), "must have no blanks"),
    "a name with an expression": (lambda: ConductorWorkflow(name="${x}"), r"no \$\{…\} in it"),
    "a reference with an expression": (lambda: SimpleTask("t", "${x}"), "SimpleTask"),
    "a reference with blanks": (lambda: SimpleTask("t", "a b"), "SimpleTask"),
    "no reference": (lambda: SimpleTask("t", None), "the reference name must be text, not None"),  # type: ignore[arg-type]
    "version 0": (
        lambda: ConductorWorkflow(name="w", version=0),
        "the version must be a whole number from 1, not 0",
    ),
    "version text": (lambda: ConductorWorkflow(name="w", version="1"), "not '1' of type str"),  # type: ignore[arg-type]
    "version true": (lambda: ConductorWorkflow(name="w", version=True), "not True of type bool"),
    "a bad policy": (lambda: workflow().timeout_policy("RETRY"), "must be a TimeoutPolicy"),  # type: ignore[arg-type]
    "a bad timeout": (lambda: workflow().timeout_seconds("1"), "whole number of seconds"),  # type: ignore[arg-type]
    "a bad owner": (lambda: workflow().owner_email(3), "must be text"),  # type: ignore[arg-type]
    "a bad failure workflow": (lambda: workflow().failure_workflow(3), "must be a name"),  # type: ignore[arg-type]
    "bad restartable": (lambda: workflow().restartable("x"), "true or false"),  # type: ignore[arg-type]
    "a bad description": (lambda: ConductorWorkflow(name="w", description=3), "must be text"),  # type: ignore[arg-type]
    "bad variables": (lambda: workflow().variables([1]), "the variables must be a dict"),  # type: ignore[arg-type]
    "bad workflow input": (lambda: workflow().workflow_input("x"), "must be a dict"),  # type: ignore[arg-type]
    "bad input names": (lambda: workflow().input_parameters("x"), "must be a dict"),  # type: ignore[arg-type]
    "register without executor": (lambda: workflow().register(True), "no executor to register it with"),
    "execute without executor": (lambda: workflow().execute({}), "no executor to execute it with"),
    "call without executor": (lambda: workflow()(x=1), "no executor to execute it with"),
    "start without executor": (
        lambda: workflow().start_workflow_with_input({}),
        "no executor to start it with",
    ),
    "both kinds of wait": (lambda: WaitTask("w", "2030-01-01", 3), "WaitTask 'w'.*exclude each other"),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_the_line(case: str):
    build, message = BAD[case]
    with pytest.raises(InvalidDefinition, match=f"(?s){message}.*{HERE}|{HERE}.*{message}"):
        build()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", 3),
        ("task_reference_name", None),
        ("task_type", 3),
        ("optional", "x"),
        ("description", 3),
        ("input_parameters", [1]),
        ("input_parameters", "text"),
    ],
)
def test_setters_of_a_task_refuse(name: str, value: Any):
    task = SimpleTask("t", "ref")
    with pytest.raises(InvalidDefinition, match=f"SimpleTask 'ref'.*{HERE}"):
        setattr(task, name, value)


def test_an_object_stands_for_its_attributes():
    class Order:
        def __init__(self) -> None:
            self.id = 7

    task = SimpleTask("t", "ref")
    task.input_parameters = Order()
    assert task.input_parameters == {"id": 7}
    task.input_parameters = None
    assert task.input_parameters == {}


def test_none_is_a_value_too():
    assert SimpleTask("t", "ref").input(key="x", value=None).input_parameters == {"x": None}


def test_unknown_options():
    with pytest.raises(TypeError, match="no such option: retries; there are async_complete"):
        SimpleTask("t", "ref").with_options(retries=3)  # type: ignore[call-arg]
