"""``/tasks/queue`` and ``/queue``: how many wait, who polls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.queues import name_of
from conductor.devserver.refusal import BadRequest, Invalid, ServerFault, violation
from conductor.devserver.requests import Answer, Request, as_json, as_text, no_such_name

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_STATUS = "com.netflix.conductor.model.TaskModel$Status"


def register(router: Router) -> None:
    """Add the routes that tell of queues."""
    router.add("GET", "/tasks/queue/all", _all)
    router.add("GET", "/tasks/queue/all/verbose", _verbose)
    router.add("GET", "/tasks/queue/size", _size)
    router.add("GET", "/tasks/queue/sizes", _sizes)
    router.add("GET", "/tasks/queue/polldata", _poll_data)
    router.add("GET", "/tasks/queue/polldata/all", _all_poll_data)
    router.add("POST", "/tasks/queue/requeue/{taskType}", _requeue)
    router.add("GET", "/queue/", _none)
    router.add("GET", "/queue/size", _none)
    router.add("POST", "/queue/update/{workflowId}/{ref}/{status}", _no_queue)
    router.add("POST", "/queue/update/{workflowId}/task/{taskId}/{status}", _no_queue)


def _all(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(engine.queues.sizes())


def _verbose(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        sizes = engine.queues.sizes()
    return as_json({name: {"a": {"size": size, "uacked": 0}} for name, size in sizes.items()})


def _size(engine: Engine, request: Request) -> Answer:
    name = name_of(request.required("taskType"), request.text("domain"))
    if request.text("isolationGroupId") or request.text("executionNamespace"):
        return as_json(0)
    with engine.lock:
        return as_json(engine.queues.sizes().get(name, 0))


def _sizes(engine: Engine, request: Request) -> Answer:
    wanted = [name for value in request.query.get("taskType", []) for name in value.split(",") if name]
    if "taskType" not in request.query:
        raise ServerFault('Cannot invoke "java.util.List.iterator()" because "taskDefNames" is null')
    with engine.lock:
        sizes = engine.queues.sizes()
    return as_json({name: sizes.get(name, 0) for name in wanted})


def _poll_data(engine: Engine, request: Request) -> Answer:
    if not request.required("taskType"):
        raise Invalid([violation("getPollData.arg0", "TaskType cannot be null or empty.", "")])
    with engine.lock:
        return as_json(engine.poll_data.of(request.required("taskType")))


def _all_poll_data(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(engine.poll_data.of())


def _requeue(engine: Engine, request: Request) -> Answer:
    wanted = request.params["taskType"]
    with engine.turn():
        pending = [
            task
            for execution in engine.executions.values()
            for task in execution.open_tasks()
            if task.type == wanted
        ]
        for task in pending:
            if not task.system and task.status == "SCHEDULED":
                engine.queues.remove(task)
                task.deliver_at = engine.now()
                engine.offer(task)
    return as_text(str(len(pending)))


def _none(engine: Engine, request: Request) -> Answer:
    return as_json({})


def _no_queue(engine: Engine, request: Request) -> Answer:
    status = request.params["status"]
    if status not in statuses.TASK_STATUSES:
        raise no_such_name("status", status, _STATUS, "PathVariable")
    by_id = "taskId" in request.params
    method = "updateByTaskId" if by_id else "update"
    request.object(
        f"public void com.netflix.conductor.rest.controllers.QueueAdminResource.{method}"
        f"(java.lang.String,java.lang.String,{_STATUS},java.util.Map<java.lang.String, java.lang.Object>) "
        "throws java.lang.Exception"
    )
    raise BadRequest(f"There is no queue for handling {status} status")
