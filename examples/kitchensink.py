"""Every operator and every system task.

The first workflow runs from its start to its end; given a file name, the run is drawn there.
The second holds what needs a broker, a database or a model: it is checked and registered.
"""

import sys

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import StartWorkflowRequest
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task.do_while_task import DoWhileTask, ForEachTask, LoopTask
from conductor.client.workflow.task.dynamic_fork_task import DynamicForkTask
from conductor.client.workflow.task.dynamic_task import DynamicTask
from conductor.client.workflow.task.event_task import ConductorEventTask, KafkaEventTask, SqsEventTask
from conductor.client.workflow.task.exclusive_join_task import ExclusiveJoinTask
from conductor.client.workflow.task.fork_task import ForkTask
from conductor.client.workflow.task.http_task import HttpInput, HttpMethod, HttpTask
from conductor.client.workflow.task.human_task import HumanTask
from conductor.client.workflow.task.inline import InlineTask
from conductor.client.workflow.task.javascript_task import JavaScriptTask
from conductor.client.workflow.task.jdbc_task import JdbcTask
from conductor.client.workflow.task.join_task import JoinTask
from conductor.client.workflow.task.json_jq_task import JsonJQTask
from conductor.client.workflow.task.kafka_publish import KafkaPublishTask
from conductor.client.workflow.task.kafka_publish_input import KafkaPublishInput
from conductor.client.workflow.task.llm_tasks import (
    CallMcpTool,
    ChatMessage,
    ListMcpTools,
    LlmChatComplete,
    Role,
)
from conductor.client.workflow.task.noop_task import NoopTask
from conductor.client.workflow.task.set_variable_task import SetVariableTask
from conductor.client.workflow.task.start_workflow_task import StartWorkflowTask
from conductor.client.workflow.task.sub_workflow_task import SubWorkflowTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.terminate_task import TerminateTask, WorkflowStatus
from conductor.client.workflow.task.wait_task import WaitTask


@worker_task(task_definition_name="kitchen_route")
def route(country: str) -> str:
    return f"by air to {country}" if country != "US" else "by lorry"


@worker_task(task_definition_name="kitchen_pack")
def pack(item: str) -> dict:
    return {"packed": item.upper()}


def child_workflow(executor: WorkflowExecutor) -> ConductorWorkflow:
    child = ConductorWorkflow(executor=executor, name="kitchen_child", version=1)
    double = InlineTask("double", "$.n * 2", {"n": child.input("n")})
    child >> double
    return child.output_parameters({"doubled": double.output("result")})


def kitchen_sink(executor: WorkflowExecutor) -> ConductorWorkflow:
    wf = ConductorWorkflow(executor=executor, name="kitchensink", version=1)
    wf.variables({"stage": "started"}).input_parameters(["country", "items", "url"]).timeout_seconds(120)

    # work for a worker, and a script that uses what it puts out
    way = route(task_ref_name="route", country=wf.input("country"))
    say = JavaScriptTask("say", "(() => 'It goes ' + $.way)()", {"way": way.output("result")})
    wf >> way >> say

    # variables, JSON and HTTP
    wf >> SetVariableTask("set_stage", {"stage": "packing", "way": way.output.result})
    wf >> JsonJQTask("count", "{count: (.items | length)}", {"items": wf.input("items")})
    call = HttpTask("call", HttpInput(method=HttpMethod.GET, uri=wf.input("url"), connection_time_out=2000))
    wf >> call

    # one way of several; the exclusive join takes the output of the one that was taken
    domestic = InlineTask("domestic", "'no customs'")
    abroad = InlineTask("abroad", "'customs form ' + $.status", {"status": call.status_code()})
    switch = SwitchTask("which", wf.input("country")).switch_case("US", domestic).default_case(abroad)
    wf >> switch >> ExclusiveJoinTask("customs", ["domestic", "abroad"])

    # at the same time, forks within forks; each is joined by itself
    wf >> [
        [NoopTask("left"), [InlineTask("deep_left", "1"), InlineTask("deep_right", "2")]],
        WaitTask("a_second", wait_for_seconds=1),
    ]
    by_hand = ForkTask("by_hand", [[InlineTask("one", "1")], [InlineTask("two", "2")]])
    wf >> by_hand >> JoinTask("by_hand_join", join_on=["one", "two"])

    # loops: a number of times, while a condition holds, for each item of a list
    wf >> LoopTask("three_times", 3, InlineTask("turn", "$.n", {"n": "${three_times.output.iteration}"}))
    wf >> DoWhileTask("at_most_two", "$.at_most_two.iteration < 2", NoopTask("again"), keep_last_n=1)
    wf >> ForEachTask("each", pack(task_ref_name="pack", item="${each.output.loopItem}"), wf.input("items"))

    # as many branches as there are items, and a task whose name is chosen by the run
    each = [{"evaluatorType": "graaljs", "expression": "$.n + 1", "n": number} for number in (1, 2, 3)]
    wf >> DynamicForkTask("many", fork_task_type="INLINE", fork_task_inputs=each)
    wf >> DynamicTask("kitchen_pack", "chosen").input(key="item", value="surprise")

    # other workflows: by definition, by name and version, and without waiting for it
    wf >> child_workflow(executor).workflow_input({"n": 21})
    by_name = SubWorkflowTask("by_name", "kitchen_child", 1).input(key="n", value=4)
    wf >> by_name
    wf >> StartWorkflowTask("beside", "kitchen_child", StartWorkflowRequest(input={"n": 1}), version=1)

    # tell the world, wait for somebody, and end with an output
    wf >> ConductorEventTask("tell", "kitchen_events").input(key="stage", value=wf.variable("stage"))
    wf >> HumanTask("approve")
    output = {
        "way": say.output(),
        "customs": "${customs.output.result}",
        "doubled": by_name.output("doubled"),
        "packed": "${pack.output.packed}",
        "approved_by": "${approve.output.name}",
    }
    return wf >> TerminateTask("done", WorkflowStatus.COMPLETED, "that was all", workflow_output=output)


def rest_of_the_kitchen(executor: WorkflowExecutor) -> ConductorWorkflow:
    """What needs more than a Conductor server to run."""
    wf = ConductorWorkflow(executor=executor, name="kitchensink_more", version=1)
    wf >> WaitTask("until", wait_until="2040-01-31 17:00 UTC") >> WaitTask("signal")
    wf >> KafkaEventTask("kafka_event", "orders") >> SqsEventTask("sqs_event", "orders")
    wf >> KafkaPublishTask("kafka", KafkaPublishInput("localhost:9092", value=wf.input(), topic="orders"))
    wf >> JdbcTask("query", "SELECT * FROM orders WHERE id = ?", [wf.input("id")], connection_id="orders")
    wf >> LlmChatComplete("chat", "openai", "gpt-4o", [ChatMessage(Role.USER, "Say hello")])
    wf >> ListMcpTools("tools", "http://localhost:3001/mcp")
    wf >> CallMcpTool("tool", "http://localhost:3001/mcp", "add", {"a": 1, "b": 2})
    careful = InlineTask("careful", "1").with_options(retry_count=2, start_delay=1, optional=True)
    return wf >> careful.cache("${workflow.input.id}", 60)


def main():
    api_config = Configuration()
    executor = OrkesClients(configuration=api_config).get_workflow_executor()

    task_handler = TaskHandler(configuration=api_config)
    task_handler.start_processes()
    try:
        child_workflow(executor).register(True, validate=True)
        more = rest_of_the_kitchen(executor)
        more.register(True, validate=True)
        workflow = kitchen_sink(executor)
        workflow.register(True, validate=True)

        workflow_id = workflow.start_workflow_with_input(
            {
                "country": "DE",
                "items": ["shirt", "hat"],
                "url": api_config.host.replace("/api", "/health"),
            }
        )
        wait_for(executor, workflow_id, "approve")
        executor.update_task_by_ref_name_sync({"name": "Ada"}, workflow_id, "approve", "COMPLETED")
        run = executor.get_workflow(workflow_id, include_tasks=True)
        print(f"\nstatus: {run.status}")
        print(f"output: {dict(sorted(run.output.items()))}")
        print(f"see the execution here: {api_config.ui_host}/execution/{run.workflow_id}\n")
    finally:
        task_handler.stop_processes()

    if len(sys.argv) > 1:
        workflow.visualize(execution=run).save(sys.argv[1])
        print(f"drawn to {sys.argv[1]}")


def wait_for(executor: WorkflowExecutor, workflow_id: str, reference: str):
    """The run, once the task is waiting."""
    import time

    for _attempt in range(100):
        run = executor.get_workflow(workflow_id, include_tasks=True)
        if run.status != "RUNNING" or any(task.reference_task_name == reference for task in run.tasks):
            return run
        time.sleep(0.2)
    raise TimeoutError(f"{reference} was not reached in 20 s")


if __name__ == "__main__":
    main()
