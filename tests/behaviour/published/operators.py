"""Operators and system tasks, run and looked at."""

from __future__ import annotations

from typing import Any

from said import TAG, eventually, said

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import StartWorkflowRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.do_while_task import LoopTask
from conductor.client.workflow.task.dynamic_task import DynamicTask
from conductor.client.workflow.task.event_task import ConductorEventTask
from conductor.client.workflow.task.fork_task import ForkTask
from conductor.client.workflow.task.http_task import HttpInput, HttpMethod, HttpTask
from conductor.client.workflow.task.human_task import HumanTask
from conductor.client.workflow.task.inline import InlineTask
from conductor.client.workflow.task.javascript_task import JavascriptTask
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.json_jq_task import JsonJQTask
from conductor.client.workflow.task.set_variable_task import SetVariableTask
from conductor.client.workflow.task.start_workflow_task import StartWorkflowTask
from conductor.client.workflow.task.sub_workflow_task import InlineSubWorkflowTask, SubWorkflowTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.timeout_policy import TimeoutPolicy
from conductor.client.workflow.task.wait_task import WaitTask

config = Configuration()
clients = OrkesClients(config)
executor = clients.get_workflow_executor()
workflows = clients.get_workflow_client()
tasks = clients.get_task_client()


def workflow(name: str, *steps: Any) -> Any:
    made = ConductorWorkflow(executor=executor, name=f"{TAG}_{name}", version=1)
    for step in steps:
        made >> step
    return made


def script(name: str, text: str, **bindings: Any) -> JavascriptTask:
    return JavascriptTask(name, text, bindings)


sub = workflow("sub", script("sj", "$.v * 2", v="${workflow.input.v}"))
sub.output_parameters({"double": "${sj.output.result}"})
said("register", lambda: sub.register(True))

variable = SetVariableTask("var")
variable.input_parameter("name", "${workflow.input.name}")
jq = JsonJQTask("jq", ".list | map(. + 1)")
jq.input_parameters.update({"list": [1, 2, 3]})
called = SubWorkflowTask("st", f"{TAG}_sub", 1)
called.input_parameters.update({"v": 21})
choice = SwitchTask("sw", "${workflow.input.kind}")
choice.switch_case("A", [script("a", "'A!'")]).switch_case("B", [script("b", "'B!'")])
choice.default_case([script("other", "'?'")])

everything = workflow(
    "all",
    variable,
    script("hello", "'hi ' + $.n", n="${workflow.variables.name}"),
    jq,
    choice,
    ForkTask("fork", [[script("f1", "1"), script("f1b", "11")], [script("f2", "2")]]),
    JoinTask("join", ["f1b", "f2"]),
    called,
    InlineSubWorkflowTask("is", workflow("inner", script("ij", "'inner'"))),
    LoopTask("loop", 2, script("lj", "$.i", i="${loop.output.iteration}")),
    [script("p1", "1"), script("p2", "2")],
    WaitTask("w", wait_for_seconds=1),
    InlineTask("last", "$.a + $.b", {"a": "${f1b.output.result}", "b": "${st.output.double}"}),
)
everything.output_parameters(
    {"hello": "${hello.output.result}", "jq": "${jq.output.result}", "sum": "${last.output.result}"}
).timeout_policy(TimeoutPolicy.TIME_OUT_WORKFLOW).timeout_seconds(60)
said("register", lambda: everything.register(overwrite=True))
run = everything.execute(workflow_input={"name": "Bo", "kind": "B"}, wait_for_seconds=25)
said("run", lambda: [run.status, run.output, run.variables])
known = {"hello", "b", "f1b", "f2", "join", "st", "is", "loop", "lj__1", "lj__2", "p1", "p2", "w", "last"}
seen = workflows.get_workflow(run.workflow_id).tasks
said("tasks", lambda: [[t.reference_task_name, t.status] for t in seen if t.reference_task_name in known])

human = workflow("human", HumanTask("hu"), script("after", "$.d", d="${hu.output.decision}"))
asked = human.start_workflow_with_input({})
said("human", lambda: [t.task_type for t in workflows.get_workflow(asked).tasks])
said("decided", lambda: tasks.update_task_sync(asked, "hu", "COMPLETED", {"decision": "yes"}).status)


def decision() -> Any:
    done = [t for t in workflows.get_workflow(asked).tasks if t.reference_task_name == "after"]
    return [t.output_data for t in done if t.status == "COMPLETED"]


said("decision", lambda: eventually(decision))
ended = workflow("ended", TerminateTask("t", WorkflowStatus.FAILED, "stop ${workflow.input.x}"))
end = ended.execute(workflow_input={"x": 5}, wait_for_seconds=5)
said("terminated", lambda: [end.status, workflows.get_workflow(end.workflow_id).reason_for_incompletion])
health = HttpInput(method=HttpMethod.GET, uri=config.host.rsplit("/api", 1)[0] + "/health")
got = workflow("http", HttpTask("get", health)).execute(wait_for_seconds=15)
said("http", lambda: [got.status, got.tasks[0].output_data["response"]["statusCode"]])
lost = workflow("lost", HttpTask("get", {"uri": f"{config.host}/metadata/taskdefs/{TAG}nope"}))
said("http 404", lambda: lost.execute(wait_for_seconds=15).status)
chosen = workflow("dynamic", DynamicTask("${workflow.input.name}", "dt")).start_workflow_with_input(
    {"name": "x"}
)
said("dynamic", lambda: [[t.task_def_name, t.status] for t in workflows.get_workflow(chosen).tasks])
request = StartWorkflowRequest(name=f"{TAG}_sub", version=1, input={"v": 4})
starter = workflow("starter", StartWorkflowTask("start", f"{TAG}_sub", request)).execute(wait_for_seconds=10)
said("started", lambda: [starter.status, sorted(starter.tasks[0].output_data)])
event = workflow("event", ConductorEventTask("e", "mine")).execute(wait_for_seconds=5)
said("event", lambda: [event.status, [t.status for t in event.tasks]])
