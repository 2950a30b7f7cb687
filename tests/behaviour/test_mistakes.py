"""Seeded mistakes in right definitions: what the real server refuses, or cannot run, is found beforehand."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from conductor.client.workflow._checks.tree import walk
from conductor.client.workflow._validate import check
from conductor.client.workflow.task.do_while_task import DoWhileTask, LoopTask
from conductor.client.workflow.task.exclusive_join_task import ExclusiveJoinTask
from conductor.client.workflow.task.json_jq_task import JsonJQTask
from conductor.client.workflow.task.set_variable_task import SetVariableTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.wait_task import WaitTask
from unit.workflow.catalogue import calc, workflow
from unit.workflow.mutations import mutate, slip
from unit.workflow.runnable import child, right
from unit.workflow.slips import KINDS
from unit.workflow.slips import slip as slip_of

if TYPE_CHECKING:
    from conductor.client.workflow.conductor_workflow import ConductorWorkflow
    from conftest import Server

SCENARIOS = Path(__file__).parents[1] / "devserver" / "scenarios"


@pytest.fixture
def real(request: pytest.FixtureRequest) -> Server:
    """The server that ``--server`` names, else the real one."""
    from conftest import Server

    named = request.config.getoption("--server")
    if named and named not in ("real", "embedded"):
        return Server("url", named, named)
    found: Server = request.getfixturevalue("real_server")
    return found


def recorded() -> list[dict[str, Any]]:
    definitions = [
        definition
        for path in sorted(SCENARIOS.glob("*.json"))
        for definition in json.loads(path.read_text().replace("@fixture@", "http://localhost:1"))["defs"].get(
            "workflows", ()
        )
    ]
    return [definition for definition in definitions if not check(definition)]


@pytest.mark.real_server
def test_mistakes_that_the_server_refuses_are_found(real: Server):
    dice, definitions = random.Random(7), recorded()
    refused, missed = 0, []
    for _turn in range(600):
        wrong = mutate(dice.choice(definitions), dice)
        if real.call("POST", "/metadata/workflow/validate", json=wrong).status_code != 200:
            refused += 1
            if not check(wrong):
                missed.append(wrong)
    assert refused > 100
    assert len(missed) <= refused * 0.05, missed[:3]


def runnable() -> list[ConductorWorkflow]:
    """Workflows of system tasks only, which run through in no time."""
    switch = (
        SwitchTask("sw", "${workflow.input.kind}").switch_case("a", calc("left")).default_case(calc("right"))
    )
    jq = JsonJQTask("jq", "{sum: (.numbers | add)}", {"numbers": [1, 2]})
    forks = [
        [calc("x1"), calc("x2", "$.a + 1", a="${x1.output.result}")],
        [calc("y"), [calc("p"), calc("q")]],
    ]
    counted = DoWhileTask(
        "again", "$.again.iteration < $.most", [calc("turn", n="${again.output.iteration}")]
    )
    total = calc("total", "$.x + $.y", x="${x2.output.result}", y="${y.output.result}")
    done = TerminateTask("done", WorkflowStatus.COMPLETED, "enough", {"sum": "${jq.output.result.sum}"})
    return [
        workflow(
            jq,
            SetVariableTask("set", {"sum": "${jq.output.result.sum}"}),
            calc("use", a="${workflow.variables.sum}"),
        ),
        workflow(
            switch, ExclusiveJoinTask("either", ["left", "right"]), calc("after", a="${either.output.result}")
        ),
        workflow(forks, total),
        workflow(
            LoopTask("three", 3, [calc("body"), [calc("l"), calc("r")]]), counted.input(key="most", value=2)
        ),
        workflow(
            JsonJQTask("jq", ".numbers | {sum: add}", {"numbers": [1]}),
            WaitTask("w", wait_for_seconds=0),
            done,
        ),
    ]


@pytest.mark.real_server
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_mistakes_that_fail_in_a_run_are_found(real: Server):
    dice = random.Random(8)
    right = [json.loads(made.to_json()) for made in runnable()]
    assert [_outcome(real, definition) for definition in right] == ["COMPLETED"] * len(right)
    failed, missed, seen = 0, [], set()
    for _turn in range(220):
        wrong = slip(dice.choice(right), dice)
        text = json.dumps(wrong)
        if text in seen or real.call("POST", "/metadata/workflow/validate", json=wrong).status_code != 200:
            continue
        seen.add(text)
        if _outcome(real, wrong) not in ("COMPLETED", "WAITS FOR A WORKER"):
            failed += 1
            if not check(wrong):
                missed.append(wrong)
    assert failed >= 20
    assert len(missed) <= failed * 0.05, json.dumps(missed[:3], indent=1)


@pytest.mark.real_server
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_mistakes_that_people_make_are_found(real: Server):
    """Forty kinds of mistakes: those that are refused, and those with which a run fails or hangs."""
    dice, name = random.Random(9), f"slip_child_{uuid4().hex[:8]}"
    real.json("POST", "/metadata/workflow", json=json.loads(child(name).to_json()))
    definitions = [json.loads(made.to_json()) for made in right(real.url, name)]
    assert [_outcome(real, definition) for definition in definitions] == ["COMPLETED"] * len(definitions)
    assert [check(definition) for definition in definitions] == [[]] * len(definitions)
    harmful, missed = 0, []
    for kind in [*KINDS] * 5:
        shuffled = dice.sample(definitions, len(definitions))
        wrong = next((made for each in shuffled if (made := slip_of(each, kind, dice)) is not None), None)
        if wrong is None:
            continue
        refused = real.call("POST", "/metadata/workflow/validate", json=wrong).status_code != 200
        if refused or _outcome(real, wrong) != "COMPLETED":
            harmful += 1
            if not check(wrong):
                missed.append((kind, wrong))
    real.call("DELETE", f"/metadata/workflow/{name}/1")
    assert harmful > 120
    assert len(missed) <= harmful * 0.05, json.dumps(missed[:3], indent=1)


def _outcome(real: Server, definition: dict[str, Any]) -> str:
    request = {"name": definition["name"], "version": 1, "input": {"kind": "a"}, "workflowDef": definition}
    options = {"requestId": uuid4().hex, "waitForSeconds": 2}
    answer = real.call("POST", f"/workflow/execute/{definition['name']}/1", json=request, params=options)
    if answer.status_code != 200:
        return "REFUSED"
    run, known = answer.json(), {str(task.get("type")) for task in walk(definition["tasks"])}
    for _look in range(20):  # a busy machine is slow to join
        if run["status"] != "RUNNING":
            return str(run["status"])
        types = {task["taskType"] for task in run["tasks"] if task["status"] in ("SCHEDULED", "IN_PROGRESS")}
        if types - _SYSTEM or "HUMAN" in types:
            break
        time.sleep(0.4)
        run = real.json("GET", f"/workflow/{run['workflowId']}?includeTasks=true")
    real.call("DELETE", f"/workflow/{run['workflowId']}")
    return "WAITS FOR A WORKER" if types - _SYSTEM or {"HUMAN", "WAIT"} & types & known else "HANGS"


_SYSTEM = {
    "JOIN",
    "FORK",
    "DO_WHILE",
    "SWITCH",
    "INLINE",
    "EXCLUSIVE_JOIN",
    "SUB_WORKFLOW",
    "START_WORKFLOW",
    "HUMAN",
    "WAIT",
    "HTTP",
}
