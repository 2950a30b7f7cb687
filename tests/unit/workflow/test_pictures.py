"""The drawings in the documentation are what the code draws. To write them anew: run this file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conductor.client.workflow.task.do_while_task import ForEachTask
from conductor.client.workflow.task.dynamic_fork_task import DynamicForkTask
from conductor.client.workflow.task.exclusive_join_task import ExclusiveJoinTask
from conductor.client.workflow.task.set_variable_task import SetVariableTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.wait_task import WaitTask
from unit.workflow.catalogue import calc, work
from unit.workflow.catalogue import workflow as named

workflow = partial(named, name="example")
IMAGES = Path(__file__).parents[3] / "docs" / "images"


def switch() -> SwitchTask:
    return SwitchTask("which", "${workflow.input.kind}")


RAN: dict[str, Any] = {
    "workflowId": "1",
    "tasks": [
        {"referenceTaskName": "pack", "status": "COMPLETED"},
        {"referenceTaskName": "pay", "status": "FAILED"},
        {"referenceTaskName": "pay", "status": "FAILED"},
    ],
}

PICTURES = {
    "sequence": lambda: (named(calc("total"), SetVariableTask("remember"), name="order"), None),
    "fork": lambda: (
        workflow(work("start"), [[work("left"), work("more")], work("right")], work("end")),
        None,
    ),
    "switch": lambda: (
        workflow(
            switch()
            .switch_case("a", [work("one")])
            .switch_case("b", work("two"))
            .default_case(work("other")),
            ExclusiveJoinTask("taken", ["one", "two", "other"]),
        ),
        None,
    ),
    "loop": lambda: (
        workflow(ForEachTask("each", [work("resize"), work("upload")], "${workflow.input.items}")),
        None,
    ),
    "dynamic_fork": lambda: (
        workflow(
            DynamicForkTask("many", fork_task_name="resize", fork_task_inputs="${workflow.input.images}")
        ),
        None,
    ),
    "sub_workflow": lambda: (
        workflow(work("order"), named(work("invoice"), work("mail"), name="billing"), work("ship")),
        None,
    ),
    "terminate": lambda: (
        workflow(
            switch().switch_case("bad", TerminateTask("stop", WorkflowStatus.FAILED, "no")),
            WaitTask("rest", wait_for_seconds=5),
        ),
        None,
    ),
    "execution": lambda: (workflow(work("pack"), work("pay"), work("ship")), RAN),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_up_to_date(name: str):
    made, ran = PICTURES[name]()
    assert (IMAGES / f"{name}.svg").read_text("utf-8") == made.visualize(execution=ran).svg


if __name__ == "__main__":
    for stem, build in PICTURES.items():
        drawn, execution = build()
        drawn.visualize(execution=execution).save(str(IMAGES / f"{stem}.svg"))
