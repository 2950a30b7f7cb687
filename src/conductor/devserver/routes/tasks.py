"""``/tasks``: poll, update, read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.binding import bind
from conductor.devserver.execute import signal, signal_and_wait, strategy_of
from conductor.devserver.polling import DEFAULT_WAIT, poll
from conductor.devserver.refusal import Invalid, NotFound, ServerFault, violation
from conductor.devserver.requests import EMPTY, NO_CONTENT, Answer, Request, as_json, as_text
from conductor.devserver.updates import find_execution, find_task, update_by_ref, update_task
from conductor.devserver.wire_types import TASK_RESULT

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "com.netflix.conductor.rest.controllers.TaskResource"
_RESULT = "(com.netflix.conductor.common.metadata.tasks.TaskResult)"


def register(router: Router) -> None:
    """Add the routes under ``/tasks`` that workers use."""
    router.add("GET", "/tasks/poll/{type}", _poll)
    router.add("GET", "/tasks/poll/batch/{type}", _batch_poll)
    router.add("POST", "/tasks", _update)
    router.add("POST", "/tasks/update-v2", _update_v2)
    router.add("GET", "/tasks/{taskId}", _get)
    router.add("GET", "/tasks/{taskId}/log", _logs)
    router.add("POST", "/tasks/{taskId}/log", _add_log)
    router.add("POST", "/tasks/{workflowId}/{ref}/{status}", _update_by_ref)
    router.add("POST", "/tasks/{workflowId}/{ref}/{status}/sync", _update_sync)
    router.add("POST", "/tasks/{workflowId}/{status}/signal", _signal)
    router.add("POST", "/tasks/{workflowId}/{status}/signal/sync", _signal_sync)


def _poll(engine: Engine, request: Request) -> Answer:
    tasks = poll(
        engine, request.params["type"], request.text("workerid"), request.text("domain"), 1, DEFAULT_WAIT
    )
    return as_json(tasks[0]) if tasks else NO_CONTENT


def _batch_poll(engine: Engine, request: Request) -> Answer:
    count, timeout = request.whole("count", 1), request.whole("timeout", DEFAULT_WAIT)
    tasks = poll(
        engine, request.params["type"], request.text("workerid"), request.text("domain"), count, timeout
    )
    return as_json(tasks)


def _result(request: Request, method: str) -> dict[str, Any]:
    given = request.json(f"public java.lang.String {_RESOURCE}.{method}{_RESULT}")
    result = bind(TASK_RESULT, given, "com.netflix.conductor.common.metadata.tasks.TaskResult")
    errors = [
        violation(f"{method}.arg0.{name}", message, result.get(name))
        for name, message in (
            ("taskId", "Task ID cannot be null or empty"),
            ("workflowInstanceId", "Workflow Id cannot be null or empty"),
        )
        if not result.get(name)
    ]
    if errors and method == "updateTaskV2":
        # Server: this one is checked by Spring, which makes it a 500.
        fields = "".join(f"[Field error on '{error['path'][18:]}': {error['message']}] " for error in errors)
        raise ServerFault(
            f"Validation failed for argument [0] in {_RESOURCE}.{method}{_RESULT}: {fields}".strip()
        )
    if errors:
        raise Invalid(errors)
    return result


def _take(engine: Engine, result: dict[str, Any]) -> Any:
    if result.get("status") is None and not result.get("extendLease"):
        execution = find_execution(engine, result["workflowInstanceId"])
        task = find_task(engine, result["taskId"])[1]
        if not task.open or execution.ended:
            return task
        # Server: a result without a status is a NullPointerException there.
        raise ServerFault('Cannot invoke "TaskResult$Status.name()" because "taskResult.getStatus()" is null')
    return update_task(engine, result)


def _update(engine: Engine, request: Request) -> Answer:
    result = _result(request, "updateTask")
    with engine.turn():
        task = _take(engine, result)
        engine.retention.weigh(task.workflow_id, len(request.body))
    return as_text(result["taskId"])


def _update_v2(engine: Engine, request: Request) -> Answer:
    result = _result(request, "updateTaskV2")
    with engine.turn():
        task = _take(engine, result)
        engine.retention.weigh(task.workflow_id, len(request.body))
        type_, domain = task.type, task.domain
    tasks = poll(engine, type_, result.get("workerId"), domain, 1, 0)
    return as_json(tasks[0]) if tasks else NO_CONTENT


def _get(engine: Engine, request: Request) -> Answer:
    task_id = request.params["taskId"]
    with engine.lock:
        owner = engine.executions.get(engine.task_owner.get(task_id, ""))
        task = owner.by_id.get(task_id) if owner is not None else None
        if task is None:
            raise NotFound(f"Task not found for taskId: {task_id}")
        return as_json(task.to_wire())


def _logs(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        lines = engine.logs.of(request.params["taskId"])
        return as_json(lines) if lines else NO_CONTENT


def _add_log(engine: Engine, request: Request) -> Answer:
    task_id = request.params["taskId"]
    if not request.body:
        raise ServerFault(f"Required request body is missing: public void {_RESOURCE}.log(String,String)")
    with engine.turn():
        engine.logs.add(
            task_id,
            request.body.decode("utf-8", "replace"),
            engine.now(),
            engine.task_owner.get(task_id, ""),
        )
    return EMPTY


def status_of(text: str) -> str:
    """A result's status from a path.

    :raises ServerFault: there is no such status.
    """
    if text not in statuses.RESULT_STATUSES:
        raise ServerFault(
            "Method parameter 'status': Failed to convert value of type 'java.lang.String' to required type "
            "'com.netflix.conductor.common.metadata.tasks.TaskResult$Status'; Failed to convert from type "
            f"[java.lang.String] to type [TaskResult$Status] for value [{text}]"
        )
    return text


def _by_ref(engine: Engine, request: Request) -> Any:
    params = request.params
    status = status_of(params["status"])
    output = request.object(
        f"public java.lang.String {_RESOURCE}.updateTask(String,String,Status,String,Map)"
    )
    return update_by_ref(
        engine, params["workflowId"], params["ref"], status, output, request.text("workerid")
    )


def _update_by_ref(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        task = _by_ref(engine, request)
    return EMPTY if task is None else as_text(task.task_id)


def _update_sync(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        task = _by_ref(engine, request)
    if task is None:
        ref, workflow_id = request.params["ref"], request.params["workflowId"]
        raise NotFound(f"Found no running task {ref} of workflow {workflow_id} to update")
    with engine.lock:
        return as_json(find_execution(engine, request.params["workflowId"]).to_wire())


def _signal(engine: Engine, request: Request) -> Answer:
    status = status_of(request.params["status"])
    output = request.object(f"public void {_RESOURCE}.signalWorkflowTaskAsync(String,Status,Map)")
    with engine.turn():
        signal(engine, request.params["workflowId"], status, output)
    return EMPTY


def _signal_sync(engine: Engine, request: Request) -> Answer:
    status = status_of(request.params["status"])
    strategy = strategy_of(request.text("returnStrategy"))
    output = request.object(f"public SignalResponse {_RESOURCE}.signalWorkflowTaskSync(String,Status,Map)")
    wait = request.whole("timeoutMillis", 5000)
    return as_json(signal_and_wait(engine, request.params["workflowId"], status, output, strategy, wait))
