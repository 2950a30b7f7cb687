"""Right definitions that run through on the open-source server alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models import StartWorkflowRequest
from conductor.client.workflow.task.do_while_task import DoWhileTask, ForEachTask, LoopTask
from conductor.client.workflow.task.dynamic_fork_task import DynamicForkTask
from conductor.client.workflow.task.dynamic_task import DynamicTask
from conductor.client.workflow.task.event_task import ConductorEventTask
from conductor.client.workflow.task.exclusive_join_task import ExclusiveJoinTask
from conductor.client.workflow.task.http_task import HttpTask
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.json_jq_task import JsonJQTask
from conductor.client.workflow.task.noop_task import NoopTask
from conductor.client.workflow.task.set_variable_task import SetVariableTask
from conductor.client.workflow.task.start_workflow_task import StartWorkflowTask
from conductor.client.workflow.task.sub_workflow_task import SubWorkflowTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.wait_task import WaitTask
from unit.workflow.catalogue import calc, workflow

if TYPE_CHECKING:
    from conductor.client.workflow.conductor_workflow import ConductorWorkflow


def child(name: str) -> ConductorWorkflow:
    """A workflow that some of the right ones start."""
    return workflow(calc("in", "$.n * 2", n="${workflow.input.n}"), name=name)


def right(url: str, child: str) -> list[ConductorWorkflow]:
    """Workflows that run through on the open-source server alone."""
    sw = (
        SwitchTask("sw", "${workflow.input.kind}")
        .switch_case("a", [calc("left"), calc("left2", a="${left.output.result}")])
        .default_case(calc("right"))
    )
    swjs = (
        SwitchTask("swjs", "$.size > 3 ? 'big' : 'small'", use_javascript=True)
        .input(key="size", value=5)
        .switch_case("big", calc("big"))
        .switch_case("small", calc("small"))
    )
    each = [{"evaluatorType": "graaljs", "expression": "$.n * 2", "n": n} for n in (1, 2)]
    tasks = [
        {"name": r, "taskReferenceName": r, "type": "INLINE", "inputParameters": {"expression": "1"}}
        for r in ("one", "two")
    ]
    df = DynamicForkTask("df2", "tasks", "inputs", JoinTask("df2_join"))
    df.input_parameters = {"tasks": tasks, "inputs": {"one": {}, "two": {}}}
    dyn = DynamicTask("INLINE", "dyn")
    dyn.input_parameters.update(expression="1 + 1")
    return [
        workflow(
            calc("first"),
            JsonJQTask("jq", "{sum: (.numbers | add)}", {"numbers": [1, 2]}),
            SetVariableTask("set", {"sum": "${jq.output.result.sum}"}),
            calc("use", "$.a + $.b", a="${workflow.variables.sum}", b="${first.output.result}"),
            name="slip_plain",
        ),
        workflow(
            sw,
            ExclusiveJoinTask("either", ["left2", "right"]),
            swjs,
            calc("after", a="${either.output.result}"),
            name="slip_switch",
        ),
        workflow(
            [
                [calc("x1"), calc("x2", "$.a + 1", a="${x1.output.result}")],
                [calc("y"), [calc("p"), calc("q")]],
            ],
            calc("total", "$.x + $.y", x="${x2.output.result}", y="${y.output.result}"),
            name="slip_fork",
        ),
        workflow(
            LoopTask("three", 3, [calc("body", n="${three.output.iteration}"), [calc("l"), calc("r")]]),
            DoWhileTask("again", "$.again.iteration < $.most", [calc("turn")]).input(key="most", value=2),
            ForEachTask("each", [calc("item", "$.i", i="${each.output.loopItem}")], [1, 2]),
            name="slip_loops",
        ),
        workflow(
            HttpTask("call", {"uri": url.replace("/api", "/health"), "method": "GET"}),
            calc("status", "$.s", s="${call.output.response.statusCode}"),
            WaitTask("w", wait_for_seconds=0),
            ConductorEventTask("ev", "slip_event").input(key="x", value=1),
            TerminateTask("done", WorkflowStatus.COMPLETED, "enough", {"s": "${status.output.result}"}),
            name="slip_system",
        ),
        workflow(
            SubWorkflowTask("sub", child, 1).input(key="n", value=2),
            workflow(calc("i2"), name="slip_inner"),
            StartWorkflowTask("st", child, StartWorkflowRequest(input={"n": 1}), 1),
            calc("got", "$.d", d="${sub.output.result}"),
            name="slip_subs",
        ),
        workflow(
            DynamicForkTask("df", fork_task_inputs=each, fork_task_type="INLINE"),
            df,
            dyn,
            NoopTask("no"),
            calc("end", a="${dyn.output.result}"),
            name="slip_dynamic",
        ),
        workflow(
            SwitchTask("s1", "${workflow.input.kind}").switch_case(
                "a",
                [
                    [calc("f1"), [calc("f2"), WaitTask("fw", wait_for_seconds=0)]],
                    LoopTask(
                        "lp",
                        2,
                        [
                            SwitchTask("s2", "${lp.output.iteration}")
                            .switch_case("1", calc("one"))
                            .default_case(calc("more"))
                        ],
                    ),
                ],
            ),
            calc("end"),
            name="slip_mixed",
        ),
    ]
