"""What comes after what: forks, joins, sub-workflows, and the names that nobody gave."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from conductor.client._encode import encode
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.dynamic_fork_task import DynamicForkTask
from conductor.client.workflow.task.fork_task import ForkTask, get_join_task
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.task import get_task_interface_list_as_workflow_task_list


def work(reference: str) -> SimpleTask:
    return SimpleTask("work", reference)


def built(*tasks: Any) -> list[dict[str, Any]]:
    made = ConductorWorkflow(name="w", version=1)
    for task in tasks:
        made >> task
    return encode(made.to_workflow_def())["tasks"]


def names(tasks: list[dict[str, Any]]) -> list[str]:
    return [task["taskReferenceName"] for task in tasks]


def test_a_list_is_a_fork_and_gets_its_join():
    fork, join, last = built([work("b"), work("c")], work("d"))
    assert (fork["type"], join["type"]) == ("FORK_JOIN", "JOIN")
    assert [names(branch) for branch in fork["forkTasks"]] == [["b"], ["c"]]
    assert join["joinOn"] == ["b", "c"]
    assert last["taskReferenceName"] == "d"


def test_a_fork_at_the_end_is_joined_too():
    assert [task["type"] for task in built(work("a"), [work("b")])] == ["SIMPLE", "FORK_JOIN", "JOIN"]


def test_forks_in_forks_join_on_the_inner_join():
    fork, join = built([[work("a"), [work("b"), work("c")]], work("d")])
    inner = fork["forkTasks"][0]
    assert [task["type"] for task in inner] == ["SIMPLE", "FORK_JOIN", "JOIN"]
    assert join["joinOn"] == [inner[-1]["taskReferenceName"], "d"]


@pytest.mark.parametrize(
    "inner",
    [
        ForkTask("inner", [[work("x")]], join_on=["x"]),
        DynamicForkTask("inner", join_task=JoinTask("inner_join")),
    ],
    ids=["a fork", "a dynamic fork"],
)
def test_a_fork_with_a_join_of_its_own_in_a_branch(inner: Any):
    fork, join = built(ForkTask("outer", [[inner], [work("y")]]))
    assert names(fork["forkTasks"][0]) == ["inner", "inner_join"]
    assert join["joinOn"] == ["inner_join", "y"]


def test_add_takes_a_list_one_after_the_other():
    made = ConductorWorkflow(name="w").add(work("a")).add([work("b"), work("c")])
    assert names(encode(made.to_workflow_def())["tasks"]) == ["a", "b", "c"]


def test_a_join_that_follows_is_used_and_an_empty_one_filled():
    fork = ForkTask("f", [[work("a")], [work("b")]])
    assert built(fork, JoinTask("j", ["a"]))[1]["joinOn"] == ["a"]
    assert built(ForkTask("f", [[work("a")], [work("b")]]), JoinTask("j"))[1]["joinOn"] == ["a", "b"]


def test_a_join_can_be_given_tasks():
    a, b = work("a"), work("b")
    assert built([a, b], JoinTask("j", [a, b]))[1]["joinOn"] == ["a", "b"]  # type: ignore[list-item]


def test_what_a_fork_makes_by_itself():
    assert ForkTask("f", [[work("a")]]).to_workflow_task().type == "FORK_JOIN"
    made = ForkTask("f", [[work("a")]], join_on=["a"]).to_workflow_task()
    assert [task.task_reference_name for task in made] == ["f", get_join_task("f")] == ["f", "f_join"]
    assert [task.type for task in DynamicForkTask("d").to_workflow_task()] == ["FORK_JOIN_DYNAMIC"]
    fork, join = ForkTask("f", [[work("a")], [work("b"), work("c")]], join_on=["a"]).to_workflow_task()
    assert (fork.join_on, join.join_on) == (["a", "c"], ["a"])  # as published: the fork names all its ends


def test_forks_in_cases_and_loops_are_joined():
    switch = SwitchTask("sw", "x").switch_case("a", [[work("b"), work("c")]]).default_case([work("d")])
    (made,) = built(switch)
    assert [task["type"] for task in made["decisionCases"]["a"]] == ["FORK_JOIN", "JOIN"]


def test_names_of_forks_are_told_by_their_branches_and_stay():
    assert names(built([work("b"), work("c")])) == ["forked_b_c", "join_forked_b_c"]
    long = [work(f"a_rather_long_reference_name_{number}") for number in range(5)]
    name = names(built(long))[0]
    assert len(name) <= 60
    assert name == names(built([work(task.task_reference_name) for task in long]))[0]


def test_workflows_in_workflows_get_names_of_their_own():
    def inner() -> ConductorWorkflow:
        return ConductorWorkflow(name="child", version=2) >> work("in")

    first, second, fork, _join = built(inner(), inner(), [inner(), work("b")])
    assert names([first, second]) == ["child_sub", "child_sub_2"]
    assert names(fork["forkTasks"][0]) == ["child_sub_3"]
    assert fork["joinOn"] == ["child_sub_3", "b"]
    assert first["subWorkflowParam"]["version"] == 2
    assert names(first["subWorkflowParam"]["workflowDefinition"]["tasks"]) == ["in"]


def test_the_same_workflow_twice_and_its_own_namespace():
    child = ConductorWorkflow(name="child") >> work("a")
    switch = SwitchTask("sw", "x").switch_case("x", [child]).default_case([child])
    (made,) = built(switch)
    assert names(made["decisionCases"]["x"]) == ["child_sub"]
    assert names(made["defaultCase"]) == ["child_sub_2"]


def test_the_input_of_a_sub_workflow():
    child = (ConductorWorkflow(name="child") >> work("a")).workflow_input({"p": 1})
    assert built(child)[0]["inputParameters"] == {"p": 1}
    assert child.to_workflow_task().input_parameters == {"p": 1}


def test_a_list_of_tasks_as_definitions():
    made = get_task_interface_list_as_workflow_task_list(work("a"), ForkTask("f", [[work("b")]]))
    assert [task.task_reference_name for task in made] == ["a", "f", "join_f"]


def test_fluent_calls_return_the_workflow():
    made = ConductorWorkflow(name="w")
    assert made.enable_status_listener("x") is made  # type: ignore[arg-type]
    assert made.disable_status_listener() is made
    assert made.output_parameters(None) is made
    assert made.input_template(None) is made
    assert made.variables(None) is made


def test_a_copy_shares_the_executor_and_nothing_else():
    executor: Any = object()
    made = ConductorWorkflow(executor, "w") >> work("a")
    twin = copy.deepcopy(made)
    twin >> work("b")
    assert twin._executor is executor
    assert names(encode(made.to_workflow_def())["tasks"]) == ["a"]
    assert names(encode(twin.to_workflow_def())["tasks"]) == ["a", "b"]
