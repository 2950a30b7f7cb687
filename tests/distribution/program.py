"""A user's program: a worker, a workflow as code, clients, a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
from conductor.client.http.models.task_def import TaskDef
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.task.http_task import HttpTask
from conductor.client.workflow.task.simple_task import SimpleTask
from conductor.client.workflow.task.switch_task import SwitchTask
from conductor.testing import Failure, WorkflowEnvironment, run_worker


@dataclass
class Order:
    sku: str
    quantity: int


@worker_task(task_definition_name="price", poll_interval_millis=100, thread_count=2)
def price(order: Order) -> dict[str, int]:
    return {"total": 20 * order.quantity}


@worker_task(task_definition_name="send")
async def send(to: str) -> str:
    return to


def build(clients: OrkesClients) -> ConductorWorkflow:
    workflow = ConductorWorkflow(name="order", version=1, executor=clients.get_workflow_executor())
    priced = price(task_ref_name="price_ref", order=workflow.input("order"))
    check = SwitchTask("check", workflow.input("kind"))
    check.switch_case("post", [HttpTask("post", {"uri": "http://localhost"})])
    check.default_case([SimpleTask("send", "send_ref")])
    workflow.add([priced, check])
    workflow.output_parameters({"total": "${price_ref.output.total}"})
    return workflow


def main() -> None:
    configuration = Configuration(server_api_url="http://localhost:8080/api")
    clients = OrkesClients(configuration=configuration)
    clients.get_metadata_client().register_task_def(TaskDef(name="price", retry_count=3))
    workflow = build(clients)
    workflow.register(overwrite=True)
    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={"order": {"sku": "a", "quantity": 1}})
        status, output = run.status, run.output
        print(status, output)
        executions = clients.get_workflow_client()
        started: str = executions.start_workflow(
            StartWorkflowRequest(name="order", version=1, input={"a": 1})
        )
        found = executions.get_workflow(started, include_tasks=True)
        for task in found.tasks or []:
            print(task.reference_task_name, task.status)


def test_price() -> None:
    result = run_worker(price, {"order": {"sku": "A-1", "quantity": 3}})
    assert result.output_data == {"total": 60}
    with WorkflowEnvironment.start_time_skipping() as env:
        env.run_worker(price)
        env.mock("send", Failure("gone"), {"sent": True})
        workflow = build(env.clients)
        given: dict[str, Any] = {"order": {"sku": "A-1", "quantity": 3}}
        run = env.execute(workflow, given)
        assert run.status == "COMPLETED"


if __name__ == "__main__":
    main()
