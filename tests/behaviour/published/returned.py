"""What worker functions take and return, without a server. Imports as programs have them."""

from __future__ import annotations

import decimal
import json
from dataclasses import dataclass, field
from typing import Any, List  # noqa: UP035 - as it was written

from said import said

from conductor.client.automator.task_handler import WorkerInterface
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api_client import ApiClient
from conductor.client.worker.exception import NonRetryableException
from conductor.client.worker.worker import Task, TaskResult, TaskResultStatus, Worker

wire = ApiClient(Configuration("http://127.0.0.1:1")).sanitize_for_serialization


@dataclass
class Item:
    sku: str
    quantity: int = 1
    tags: List[str] = field(default_factory=list)  # noqa: UP006 - as it was written


class Plain:
    def __init__(self) -> None:
        self.amount = 3
        self.item = Item("a")


class Own(WorkerInterface):
    def execute(self, task: Task) -> TaskResult:
        result = self.get_task_result_from_task(task)
        result.add_output_data("style", "class")
        result.status = TaskResultStatus.COMPLETED
        return result

    def get_polling_interval_in_seconds(self) -> float:
        return 0.5

    def get_identity(self) -> str:
        return "me"


SHARED = TaskResult(status=TaskResultStatus.COMPLETED, output_data={"k": 1})


def task(task_id: str = "t1", **given: Any) -> Task:
    return Task(task_id=task_id, workflow_instance_id="w", task_def_name="x", input_data=given, retry_count=1)


def outcome(function: Any, **given: Any) -> Any:
    result = Worker("x", function, worker_id="me").execute(task(**given))
    return [result.status, json.loads(json.dumps(wire(result.output_data))), result.task_id, result.worker_id]


def returning(value: Any) -> Any:
    return lambda: value


def bad() -> None:
    raise ValueError("v")


def never() -> None:
    raise NonRetryableException("never")


# Annotations as objects: the published SDK cannot read them as text.
def whole(task):
    return {"type": type(task).__name__, "input": task.input_data, "retry": task.retry_count}


def defaults(name, times=2):
    return name * times


def missing(name):
    return [name]


def summed(items):
    return sum(item.quantity for item in items)


def first(item):
    return [type(item).__name__, item.sku, item.quantity]


defaults.__annotations__ = {"name": str, "times": int}
missing.__annotations__ = {"name": str}
summed.__annotations__ = {"items": List[Item]}  # noqa: UP006
first.__annotations__ = {"item": Item}

said("dataclass", lambda: outcome(returning(Item("a", 2))))
said("list of them", lambda: outcome(returning([Item("a"), Item("b", 2)])))
said("object", lambda: outcome(returning(Plain())))
said("nested", lambda: outcome(returning({"items": [Item("a")], "one": {"of": Item("b")}})))
said("plain ones", lambda: [outcome(returning(v))[1] for v in ("é", 0, False, 1.5, [1, "a", {}], (1, 2), "")])
said("decimal", lambda: outcome(returning(decimal.Decimal("1.50"))))
said("nothing", lambda: outcome(returning({})))
said("shared", lambda: [Worker("x", returning(SHARED)).execute(task(name)).task_id for name in "abc"])
said("ids", lambda: outcome(returning(TaskResult(task_id="other", worker_id="own", status="FAILED"))))
said("failed", lambda: outcome(bad)[0:1])
said("result of failed", lambda: Worker("x", bad).execute(task()).output_data)
said("never", lambda: outcome(never)[0])
said("whole task", lambda: outcome(whole, a=1))
said("defaults", lambda: [outcome(defaults, name="ab")[1], outcome(defaults, name="a", times=3)[1]])
said("missing", lambda: outcome(missing))
said("wrong primitive", lambda: outcome(missing, name=7))
said("list in", lambda: outcome(summed, items=[{"sku": "a", "quantity": 2}, {"sku": "b", "quantity": 3}]))
said("object in", lambda: outcome(first, item={"sku": "a"}))
worker = Own("own")
said("class", lambda: [worker.execute(task()).output_data, worker.get_polling_interval_in_seconds()])
said("names", lambda: [Own(["a", "b"]).get_task_definition_name(), Own("c").task_definition_names])
