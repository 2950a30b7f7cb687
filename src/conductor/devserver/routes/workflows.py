"""``/workflow``: start, read and steer executions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.execute import execute, strategy_of
from conductor.devserver.refusal import BadRequest, Invalid, NotFound, ServerFault, violation
from conductor.devserver.requests import Answer, Request, as_json, as_text, whole_of
from conductor.devserver.updates import find_execution
from conductor.devserver.wire_types import START_REQUEST

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.router import Router

MOST_PRIORITY = 99
_RESOURCE = "com.netflix.conductor.rest.controllers.WorkflowResource"
_START = f"public java.lang.String {_RESOURCE}.startWorkflow({START_REQUEST.java})"
_EXECUTE = (
    "public reactor.core.publisher.Mono<org.conductoross.conductor.model.SignalResponse> "
    f"{_RESOURCE}.executeWorkflow(java.lang.String,java.lang.Integer,java.lang.String,java.lang.String,"
    "java.lang.Integer,java.lang.String,"
    f"org.conductoross.conductor.model.WorkflowSignalReturnStrategy,{START_REQUEST.java})"
)


def register(router: Router) -> None:
    """Add the routes under ``/workflow`` that start and read."""
    router.add("POST", "/workflow", _start)
    router.add("POST", "/workflow/{name}", _start_by_name)
    router.add("POST", "/workflow/execute/{name}/{version}", _execute)
    router.add("GET", "/workflow/{workflowId}", _get)
    router.add("GET", "/workflow/{workflowId}/status", _status)
    router.add("GET", "/workflow/{workflowId}/tasks", _tasks)
    router.add("GET", "/workflow/running/{name}", _running)
    router.add("GET", "/workflow/{name}/correlated/{correlationId}", _correlated)
    router.add("POST", "/workflow/{name}/correlated", _correlated_many)


def start_request(request: dict[str, Any], path: str = "startWorkflow.arg0") -> dict[str, Any]:
    """A start request, checked.

    :raises Invalid: no name, a priority out of range, or a definition that breaks rules.
    """
    errors: list[dict[str, Any]] = []
    if request.get("name") is None:
        errors.append(violation(f"{path}.name", "Workflow name cannot be null or empty"))
    priority = request.get("priority") or 0
    if priority > MOST_PRIORITY:
        message = f"priority: {priority} should be maximum {MOST_PRIORITY}"
        errors.append(violation(f"{path}.priority", message, priority))
    if priority < 0:
        errors.append(violation(f"{path}.priority", f"priority: {priority} should be minimum 0", priority))
    if errors:
        raise Invalid(errors)
    return request


def start_now(engine: Engine, request: dict[str, Any], **origin: Any) -> Execution:
    """Start and decide; where the first decision goes wrong, nothing is left.

    :raises Refusal: as the launch or the first tasks say.
    """
    with engine.turn():
        execution = engine.start(request, **origin)
        try:
            engine.advance(execution)
        except Exception:
            engine.remove(execution)
            raise
        return execution


def _start(engine: Engine, request: Request) -> Answer:
    execution = start_now(engine, start_request(request.read(START_REQUEST, _START)))
    engine.retention.weigh(execution.workflow_id, len(request.body))
    return as_text(execution.workflow_id)


def _start_by_name(engine: Engine, request: Request) -> Answer:
    name = request.params["name"]
    version = request.number("version")
    priority = request.whole("priority", 0)
    given = request.object(
        f"public java.lang.String {_RESOURCE}.startWorkflow(java.lang.String,java.lang.Integer,"
        "java.lang.String,int,java.util.Map<java.lang.String, java.lang.Object>)"
    )
    with engine.lock:
        if engine.definitions.workflow(name, version) is None:
            shown = "null" if version is None else version
            raise NotFound(f"No such workflow found by name: {name}, version: {shown}")
    if priority > MOST_PRIORITY:
        message = f"{MOST_PRIORITY} is the maximum priority value"
        raise Invalid([violation("startWorkflow.arg3", message, priority)])
    if priority < 0:
        raise Invalid([violation("startWorkflow.arg3", "0 is the minimum priority value", priority)])
    wanted = start_request(
        {
            "name": name,
            "version": version,
            "correlationId": request.text("correlationId"),
            "priority": priority,
            "input": given,
        }
    )
    execution = start_now(engine, wanted)
    engine.retention.weigh(execution.workflow_id, len(request.body))
    return as_text(execution.workflow_id)


def _execute(engine: Engine, request: Request) -> Answer:
    version = whole_of(request.params["version"], "version")
    seconds = request.whole("waitForSeconds", 10, "java.lang.Integer")
    strategy = strategy_of(request.text("returnStrategy"))
    given: dict[str, Any] = request.read(START_REQUEST, _EXECUTE)
    given = {**given, "name": request.params["name"], "version": version or None}
    if given.get("workflowDef") is not None:
        given["input"] = {**(given.get("input") or {}), "_systemMetadata": {"dynamic": True}}
    wanted = start_request(given)
    refs = [ref.strip() for ref in (request.text("waitUntilTaskRef") or "").split(",") if ref.strip()]

    def start() -> Execution:
        execution = start_now(engine, wanted)
        engine.retention.weigh(execution.workflow_id, len(request.body))
        return execution

    return as_json(
        execute(
            engine,
            start,
            request_id=request.text("requestId"),
            refs=refs,
            seconds=seconds,
            strategy=strategy,
        )
    )


def _get(engine: Engine, request: Request) -> Answer:
    include = request.flag("includeTasks", True)
    with engine.lock:
        return as_json(find_execution(engine, request.params["workflowId"]).to_wire(include))


def _status(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        execution = find_execution(engine, request.params["workflowId"])
        answer: dict[str, Any] = {"workflowId": execution.workflow_id, "status": execution.status}
        if execution.correlation_id is not None:
            answer["correlationId"] = execution.correlation_id
        if request.flag("includeOutput", False):
            answer["output"] = execution.output
        if request.flag("includeVariables", False):
            answer["variables"] = execution.variables
        return as_json(answer)


def _tasks(engine: Engine, request: Request) -> Answer:
    start = request.whole("start", 0, "java.lang.Integer")
    count = request.whole("count", 15, "java.lang.Integer")
    wanted = {
        status.upper() for value in request.query.get("status", []) for status in value.split(",") if status
    }
    with engine.lock:
        tasks = find_execution(engine, request.params["workflowId"]).in_order()
        if wanted:
            tasks = [task for task in tasks if task.status in wanted]
        if start < 0:
            raise ServerFault(f"fromIndex = {start}")
        if count < 0:
            raise BadRequest(f"fromIndex({start}) > toIndex({start + count})")
        page = tasks[start : start + count]
        return as_json({"totalHits": len(tasks), "results": [task.to_wire() for task in page]})


def _running(engine: Engine, request: Request) -> Answer:
    name = request.params["name"]
    request.whole("version", 1)  # Server: it is not looked at.
    begin = request.whole("startTime", 0, "java.lang.Long")
    end = request.whole("endTime", 0, "java.lang.Long")
    with engine.lock:
        found = [
            execution.workflow_id
            for execution in engine.executions.values()
            if execution.blueprint.name == name
            and (begin <= execution.create_time <= end if begin and end else not execution.ended)
        ]
    return as_json(found)


def _by_correlation(engine: Engine, request: Request, wanted: str) -> list[dict[str, Any]]:
    closed, tasks = request.flag("includeClosed", False), request.flag("includeTasks", False)
    return [
        execution.to_wire(tasks)
        for execution in engine.executions.values()
        if execution.blueprint.name == request.params["name"]
        and execution.correlation_id == wanted
        and (closed or not execution.ended)
    ]


def _correlated(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(_by_correlation(engine, request, request.params["correlationId"]))


def _correlated_many(engine: Engine, request: Request) -> Answer:
    wanted = request.ids(
        "public java.util.Map<java.lang.String, java.util.List<com.netflix.conductor.common.run.Workflow>> "
        f"{_RESOURCE}.getWorkflows(java.lang.String,boolean,boolean,java.util.List<java.lang.String>)"
    )
    if None in wanted:
        raise ServerFault("correlationId cannot be null")
    with engine.lock:
        return as_json({name: _by_correlation(engine, request, name) for name in wanted if name is not None})
