"""What the builders make is taken by a server, and runs there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import BadRequest, InvalidDefinition
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.do_while_task import DoWhileTask, ForEachTask
from conductor.client.workflow.task.dynamic_fork_task import DynamicForkTask
from conductor.client.workflow.task.noop_task import NoopTask
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.wait_task import WaitTask
from unit.workflow.catalogue import CATALOGUE, calc, work, workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server

pytestmark = pytest.mark.on_both


@pytest.fixture
def executor(server: Server) -> WorkflowExecutor:
    return WorkflowExecutor(Configuration(server_api_url=server.url))


@pytest.fixture
def name(server: Server) -> Iterator[str]:
    """A workflow name of the test's own; what was registered under it is removed."""
    unique = f"builders_{uuid4().hex[:10]}"
    yield unique
    for version in (1, 7):
        server.call("DELETE", f"/metadata/workflow/{unique}/{version}")


def run(made: ConductorWorkflow, executor: WorkflowExecutor, seconds: int = 10, **inputs: Any) -> Any:
    made._executor = executor
    return made.execute(workflow_input=inputs, wait_for_seconds=seconds)


@pytest.mark.parametrize("entry", CATALOGUE)
def test_each_golden_is_registered_as_it_is(
    server: Server, executor: WorkflowExecutor, name: str, entry: str
):
    made = CATALOGUE[entry]()
    made.name = name
    made._executor = executor
    assert made.validate(server=True) == []
    made.register(overwrite=True)
    stored = server.json("GET", f"/metadata/workflow/{name}?version={made.version}")
    sent = json.loads(made.to_json())
    assert [task["taskReferenceName"] for task in stored["tasks"]] == [
        task["taskReferenceName"] for task in sent["tasks"]
    ]
    lost = list(_lost(sent["tasks"], stored["tasks"]))
    assert lost == [], "the server does not keep what the builder says"


def _lost(sent: Any, stored: Any, path: str = "") -> Iterator[str]:
    """The members of ours that the server has dropped or changed."""
    if isinstance(sent, dict):
        for key, value in sent.items():
            if value not in (None, {}, []) and key not in ("workflowDefinition", "taskDefinition"):
                yield from (
                    _lost(value, stored.get(key), f"{path}/{key}") if isinstance(stored, dict) else [path]
                )
    elif isinstance(sent, list):
        for index, value in enumerate(sent):
            yield from _lost(value, stored[index] if isinstance(stored, list) else None, f"{path}/{index}")
    elif sent != stored:
        yield f"{path}: {sent!r} became {stored!r}"


def test_nested_forks_run(executor: WorkflowExecutor):
    outcome = run(CATALOGUE["forks_in_forks"](), executor)
    assert outcome.status == "COMPLETED"
    done = {task.reference_task_name for task in outcome.tasks if task.status == "COMPLETED"}
    assert {"a", "x1", "x2", "y", "b", "c", "d", "e", "end"} <= done
    order = [task.reference_task_name for task in outcome.tasks]
    assert order.index("end") == len(order) - 1


def test_a_fork_at_the_end_is_waited_for(executor: WorkflowExecutor):
    outcome = run(workflow(calc("a"), [[calc("b"), WaitTask("w", wait_for_seconds=1)], calc("c")]), executor)
    assert outcome.status == "COMPLETED"
    assert {task.reference_task_name: task.status for task in outcome.tasks}["w"] == "COMPLETED"


def test_an_empty_join_after_a_fork_waits_for_its_branches(executor: WorkflowExecutor):
    made = CATALOGUE["fork_with_an_empty_join"]()
    assert run(made, executor).status == "COMPLETED"


@pytest.mark.parametrize(
    ("wait", "most"),
    [(WaitTask("w", wait_for_seconds=0), 5), (WaitTask("w", wait_until="2024-01-31 00:00 UTC"), 5)],
    ids=["no time", "a time that is past"],
)
def test_a_wait_that_is_over_is_over(executor: WorkflowExecutor, wait: WaitTask, most: int):
    assert run(workflow(wait), executor, most).status == "COMPLETED"


def test_a_wait_until_waits(executor: WorkflowExecutor):
    outcome = run(workflow(WaitTask("w", wait_until="2040-01-31 00:00 UTC")), executor, 1)
    executor.terminate(outcome.workflow_id)
    assert outcome.status == "RUNNING"


def test_for_each_loops(executor: WorkflowExecutor):
    body = calc(
        "body", "$.item * 10 + $.index", item="${each.output.loopItem}", index="${each.output.loopIndex}"
    )
    made = workflow(ForEachTask("each", [body], "${workflow.input.items}"))
    made.output_parameters({"loop": "${each.output}"})
    loop = run(made, executor, items=[1, 2, 3]).output["loop"]
    assert [loop[str(turn)]["body"]["result"] for turn in (1, 2, 3)] == [10, 21, 32]


def test_a_loop_over_a_list_keeps_the_last_iterations(executor: WorkflowExecutor):
    made = workflow(DoWhileTask("each", "true", calc("body"), items=[5, 6, 7], keep_last_n=1))
    made.output_parameters({"loop": "${each.output}"})
    loop = run(made, executor).output["loop"]
    assert loop["iteration"] == 3
    assert "1" not in loop


def test_a_dynamic_fork_over_one_system_task(executor: WorkflowExecutor):
    each = [{"evaluatorType": "graaljs", "expression": "$.n * 2", "n": n} for n in (1, 2)]
    made = workflow(DynamicForkTask("df", fork_task_inputs=each, fork_task_type="INLINE"), calc("end"))
    outcome = run(made, executor)
    assert outcome.status == "COMPLETED"
    results = [
        task.output_data["result"] for task in outcome.tasks if task.reference_task_name.startswith("_")
    ]
    assert sorted(results) == [2, 4]


def test_a_dynamic_fork_over_tasks(executor: WorkflowExecutor):
    tasks = [
        {"name": ref, "taskReferenceName": ref, "type": "INLINE", "inputParameters": {"expression": "$.n"}}
        for ref in ("one", "two")
    ]
    made = CATALOGUE["dynamic_fork"]()
    outcome = run(made, executor, tasks=tasks, inputs={"one": {"n": 1}, "two": {"n": 2}})
    assert outcome.status == "COMPLETED"


def test_a_workflow_in_a_workflow(executor: WorkflowExecutor):
    inner = ConductorWorkflow(name="inner_of_builders", version=1)
    inner >> calc("double", "$.n * 2", n=inner.input("n"))
    inner.output_parameters({"doubled": "${double.output.result}"}).workflow_input({"n": 4})
    made = workflow(calc("a"), inner)
    made.output_parameters({"answer": "${inner_of_builders_sub.output.doubled}"})
    assert run(made, executor).output == {"answer": 8}


def test_a_switch_takes_true_for_a_case(executor: WorkflowExecutor):
    switch = (
        SwitchTask("sw", "${workflow.input.flag}").switch_case(True, calc("yes")).default_case(calc("no"))
    )
    outcome = run(workflow(switch), executor, flag=True)
    assert "yes" in {task.reference_task_name for task in outcome.tasks}


def test_terminate_gives_its_output(executor: WorkflowExecutor):
    stop = TerminateTask("stop", WorkflowStatus.COMPLETED, "enough", {"answer": "${a.output.result}"})
    outcome = run(workflow(calc("a", "6 * 7"), stop, work("never")), executor)
    assert (outcome.status, outcome.output) == ("COMPLETED", {"answer": 42})


def test_noop_is_done_at_once(executor: WorkflowExecutor):
    assert run(workflow(NoopTask("nothing"), calc("a")), executor).status == "COMPLETED"


def test_references_reach_into_outputs(executor: WorkflowExecutor):
    first = calc("first", "({list: [{n: 7}], 'odd name': 8})")
    result = first.output.result
    second = calc("second", "[$.n, $.odd]", n=result.list[0].n, odd=result["odd name"])
    assert run(workflow(first, second), executor).output["result"] == [7, 8]


def test_a_refused_definition_is_told(executor: WorkflowExecutor, name: str):
    made = ConductorWorkflow(executor, name, version=1)
    made >> SimpleTask("work", "a").input(key="x", value="${nope.output.x}")
    with pytest.raises(InvalidDefinition, match=r"test_builders.py:\d+: error: task 'a'.*'nope'"):
        made.register(overwrite=True, validate=True)
    with pytest.raises(BadRequest, match="nope"):
        made.register(overwrite=True)
