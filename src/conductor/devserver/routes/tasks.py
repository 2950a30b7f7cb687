"""``/tasks``: poll, update, read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.execute import signal, signal_and_wait, strategy_of
from conductor.devserver.polling import DEFAULT_WAIT, poll
from conductor.devserver.refusal import Invalid, NotFound, ServerFault, violation
from conductor.devserver.requests import EMPTY, NO_CONTENT, Answer, Request, as_json, as_text, no_such_name
from conductor.devserver.updates import find_execution, find_task, update_by_ref, update_task
from conductor.devserver.wire_types import RESULT_STATUS, TASK_RESULT

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "com.netflix.conductor.rest.controllers.TaskResource"
_MAP = "java.util.Map<java.lang.String, java.lang.Object>"
_ENTITY = "org.springframework.http.ResponseEntity<com.netflix.conductor.common.metadata.tasks.Task>"
_BY_REF = f"(java.lang.String,java.lang.String,{RESULT_STATUS.java},java.lang.String,{_MAP})"
_NEEDED = (
    ("taskId", "Task ID cannot be null or empty"),
    ("workflowInstanceId", "Workflow Id cannot be null or empty"),
)


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
    gives = "java.lang.String" if method == "updateTask" else _ENTITY
    signature = f"public {gives} {_RESOURCE}.{method}({TASK_RESULT.java})"
    result: dict[str, Any] = request.read(TASK_RESULT, signature)
    for line in result["logs"]:
        line["createdTime"] = line["createdTime"] or int(time.time() * 1000)
    broken = [(name, message) for name, message in _NEEDED if not result.get(name)]
    if broken and method == "updateTaskV2":
        raise ServerFault(_spring_words(result, broken, signature))
    if broken:
        raise Invalid(
            [violation(f"{method}.arg0.{name}", message, result.get(name)) for name, message in broken]
        )
    return result


def _spring_words(result: dict[str, Any], broken: list[tuple[str, str]], signature: str) -> str:
    """What Spring says of a body that it checks itself, which makes a 500 of it."""
    count = f" with {len(broken)} errors" if len(broken) > 1 else ""
    fields = "".join(
        f"[Field error in object 'taskResult' on field '{name}': rejected value "
        f"[{result.get(name, 'null')}]; codes [NotEmpty.taskResult.{name},NotEmpty.{name},"
        "NotEmpty.java.lang.String,NotEmpty]; arguments "
        "[org.springframework.context.support.DefaultMessageSourceResolvable: codes "
        f"[taskResult.{name},{name}]; arguments []; default message [{name}]]; default message [{message}]] "
        for name, message in broken
    )
    return f"Validation failed for argument [0] in {signature}{count}: {fields}"


def _take(engine: Engine, result: dict[str, Any]) -> Any:
    if result.get("status") is None and not result.get("extendLease"):
        execution = find_execution(engine, result["workflowInstanceId"])
        task = find_task(engine, result["taskId"])[1]
        if not task.open or execution.ended:
            return task
        # Server: a result without a status is a NullPointerException there.
        raise ServerFault(
            f'Cannot invoke "{TASK_RESULT.java}$Status.name()" because the return value of '
            f'"{TASK_RESULT.java}.getStatus()" is null'
        )
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
        # Server: what is reported as still in progress is not the next task.
        again = task.open and not task.system and result.get("status") == statuses.IN_PROGRESS
        if again:
            engine.queues.remove(task)
    tasks = poll(engine, type_, result.get("workerId"), domain, 1, 0)
    if again:
        with engine.turn():
            engine.offer(task)
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
        method = f"public void {_RESOURCE}.log(java.lang.String,java.lang.String)"
        raise ServerFault(f"Required request body is missing: {method}")
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
        raise no_such_name("status", text, RESULT_STATUS.java, "PathVariable")
    return text


def _by_ref(engine: Engine, request: Request, method: str) -> Any:
    params = request.params
    status = status_of(params["status"])
    output = request.object(f"public {method}{_BY_REF}")
    return update_by_ref(
        engine, params["workflowId"], params["ref"], status, output, request.text("workerid")
    )


def _update_by_ref(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        task = _by_ref(engine, request, f"java.lang.String {_RESOURCE}.updateTask")
    return EMPTY if task is None else as_text(task.task_id)


def _update_sync(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        task = _by_ref(
            engine, request, f"com.netflix.conductor.common.run.Workflow {_RESOURCE}.updateTaskSync"
        )
    if task is None:
        ref, workflow_id = request.params["ref"], request.params["workflowId"]
        raise NotFound(f"Found no running task {ref} of workflow {workflow_id} to update")
    with engine.lock:
        return as_json(find_execution(engine, request.params["workflowId"]).to_wire())


def _signal(engine: Engine, request: Request) -> Answer:
    status = status_of(request.params["status"])
    output = request.object(
        f"public void {_RESOURCE}.signalWorkflowTaskAsync(java.lang.String,{RESULT_STATUS.java},{_MAP})"
    )
    with engine.turn():
        signal(engine, request.params["workflowId"], status, output)
    return EMPTY


def _signal_sync(engine: Engine, request: Request) -> Answer:
    status = status_of(request.params["status"])
    strategy = strategy_of(request.text("returnStrategy"))
    wait = request.whole("timeoutMillis", 5000, "long")
    output = request.object(
        "public reactor.core.publisher.Mono<org.conductoross.conductor.model.SignalResponse> "
        f"{_RESOURCE}.signalWorkflowTaskSync(java.lang.String,{RESULT_STATUS.java},"
        f"org.conductoross.conductor.model.WorkflowSignalReturnStrategy,long,{_MAP})"
    )
    return as_json(signal_and_wait(engine, request.params["workflowId"], status, output, strategy, wait))
