"""Typed input: JSON becomes dataclasses, enums and dates; what does not fit fails, and says where.

conductor-py run examples/workers/dataclass_input.py
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - an annotation of a worker is needed at run time

from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import WorkflowFailed
from conductor.client.http.models.task_def import TaskDef
from conductor.client.worker.worker_task import worker_task
from conductor.client.workflow.conductor_workflow import ConductorWorkflow
from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor


class Shipping(enum.Enum):
    STANDARD = "standard"
    EXPRESS = "express"


@dataclass
class Line:
    sku: str
    quantity: int
    price: float


@dataclass
class Order:
    id: int
    lines: list[Line]
    shipping: Shipping = Shipping.STANDARD
    wanted_by: date | None = None


@dataclass
class Invoice:
    order: int
    total: float
    express: bool


# strict=True: nothing that does not fit the annotations gets to the function.
@worker_task("make_invoice", strict=True, register_task_def=True, task_def=TaskDef(retry_count=0))
def make_invoice(order: Order) -> Invoice:
    total = sum(line.quantity * line.price for line in order.lines)
    return Invoice(order.id, total, order.shipping is Shipping.EXPRESS)


def main() -> None:
    configuration = Configuration()
    workflow = ConductorWorkflow(WorkflowExecutor(configuration), "invoices", version=1)
    workflow >> make_invoice(task_ref_name="make_invoice", order=workflow.input("order"))
    workflow.register(overwrite=True)

    order = {
        "id": 7,
        "lines": [{"sku": "tea", "quantity": 2, "price": 4.5}],
        "shipping": "express",
        "wanted_by": "2026-12-24",
    }
    with TaskHandler(configuration=configuration) as handler:
        handler.start_processes()
        print("invoice:", workflow.execute(workflow_input={"order": order}).output)

        order["lines"][0]["quantity"] = "two"
        try:
            workflow.execute(workflow_input={"order": order}).raise_for_status()
        except WorkflowFailed as failure:
            print(failure.status, failure.reason)


if __name__ == "__main__":
    main()
