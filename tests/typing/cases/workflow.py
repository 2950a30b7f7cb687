"""Workflows as code; a line that ends in ``# wrong`` must be refused."""

from __future__ import annotations

from typing_extensions import assert_type

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models import WorkflowDef, WorkflowRun, WorkflowTask
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor
from conductor.client.workflow.task._reference import Reference
from conductor.client.workflow.task.http_task import HttpInput, HttpMethod, HttpTask
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.client.workflow.task.timeout_policy import TimeoutPolicy
from conductor.client.workflow.task.wait_task import WaitTask


@worker_task(task_definition_name="greet")
def greet(name: str) -> str:
    return f"Hello {name}"


executor = WorkflowExecutor(Configuration())
workflow = ConductorWorkflow(executor, name="greetings", version=1)
offline = ConductorWorkflow(name="offline")
ConductorWorkflow(name=3)  # wrong
ConductorWorkflow(name="w", version="1")  # wrong

# A worker function stays a function, and makes a task when it is given a reference name.
assert_type(greet("Ada"), str)
greet(3)  # wrong
task = greet(task_ref_name="greet_ref", name=workflow.input("name"))
assert_type(task, SimpleTask)

# References
assert_type(workflow.input("name"), str)
assert_type(task.output("a.b"), str)
assert_type(task.output.a.b[0], Reference)
assert_type(task.input("x"), str)
assert_type(task.input(key="x", value=1), SimpleTask)
task.output(3)  # wrong

# Building returns the workflow.
assert_type(workflow >> task, ConductorWorkflow)
assert_type(workflow >> [task, [WaitTask("w"), WaitTask("v")]] >> offline, ConductorWorkflow)
assert_type(workflow.timeout_policy(TimeoutPolicy.ALERT_ONLY).timeout_seconds(60), ConductorWorkflow)
workflow.timeout_policy("ALERT_ONLY")  # wrong
workflow.timeout_seconds("60")  # wrong
assert_type(SwitchTask("sw", task.output("x")).switch_case("a", [task]).default_case(task), SwitchTask)

# Tasks
HttpTask("h", HttpInput(method=HttpMethod.PATCH, uri="http://localhost"))
HttpTask("h", {"uri": "http://localhost"})
HttpTask("h", "http://localhost")  # wrong
WaitTask("w", wait_for_seconds="3")  # wrong
assert_type(task.with_options(retry_count=0, start_delay=3), SimpleTask)
task.with_options(retries=0)  # wrong
task.with_options(retry_count="0")  # wrong
task.optional = True
task.optional = "yes"  # wrong

# What comes out
assert_type(workflow.to_workflow_def(), WorkflowDef)
assert_type(task.to_workflow_task(), WorkflowTask)
assert_type(workflow.to_json(), str)
assert_type(workflow.execute(workflow_input={"name": "Ada"}), WorkflowRun)
assert_type(workflow(name="Ada"), WorkflowRun)
assert_type(executor.execute("greetings", version=1), WorkflowRun)
assert_type(workflow.start_workflow_with_input({"name": "Ada"}), str)
for found in workflow.validate():
    assert_type(found.code, str)
    assert_type(found.line, int | None)
