"""What a worker function may take, and what it may give back.

    conductor-py run examples/task_workers.py
"""

from dataclasses import dataclass
from datetime import date

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.context import get_task_context
from conductor.client.http.models import Task, TaskResult, TaskResultStatus
from conductor.client.orkes_clients import OrkesClients
from conductor.client.worker.exception import NonRetryableException
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow


@dataclass
class Parcel:
    order: int
    weight: float
    due: date


@worker_task("parcel_label")
def label(order: int) -> str:  # a value: {"result": "P-7"}
    return f"P-{order}"


@worker_task("parcel_pack")
def pack(order: int, weight: float = 0.5) -> Parcel:  # a dataclass: its fields are the output
    return Parcel(order, weight, date(2030, 1, 31))


@worker_task("parcel_check")
def check(parcel: Parcel) -> dict:  # JSON comes in as the annotations say; a dict is the output
    get_task_context().add_log(f"weighed parcel {parcel.order}")
    if parcel.weight > 30:
        raise NonRetryableException("too heavy: trying again will not help")
    return {"year": parcel.due.year, "ok": parcel.weight < 20}


@worker_task("parcel_send")
def send(task: Task) -> TaskResult:  # the whole task, and the result in your own hands
    result = task.to_task_result(TaskResultStatus.COMPLETED)
    result.add_output_data("sent", task.input_data["label"])
    result.add_output_data("attempt", task.retry_count + 1)
    return result


def main():
    configuration = Configuration()
    clients = OrkesClients(configuration=configuration)
    workflow = ConductorWorkflow(clients.get_workflow_executor(), "example_task_workers", version=1)
    named = label(task_ref_name="label", order=workflow.input("order"))
    packed = pack(task_ref_name="pack", order=workflow.input("order"), weight=workflow.input("weight"))
    checked = check(task_ref_name="check", parcel=packed.output())
    sent = send(task_ref_name="send", label=named.output("result"))
    workflow >> named >> packed >> checked >> sent
    workflow.output_parameters({"parcel": packed.output(), "check": checked.output(), "sent": sent.output()})

    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        run = workflow.execute(workflow_input={"order": 7, "weight": 1.5}, wait_for_seconds=30)
        for name, value in run.output.items():
            print(f"{name}: {value}")

        heavy = workflow.execute(workflow_input={"order": 8, "weight": 31}, wait_for_seconds=30)
        failed = clients.get_workflow_client().get_workflow(heavy.workflow_id, include_tasks=True)
        print(f"{failed.status}: {failed.tasks[-1].reason_for_incompletion}")


if __name__ == "__main__":
    main()
