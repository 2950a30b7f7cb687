"""``/workflow/{id}/…``: steer one execution, or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver import again, operations
from conductor.devserver.refusal import BadRequest, Invalid, Refusal, violation
from conductor.devserver.requests import EMPTY, NO_CONTENT, Answer, Request, as_json, as_text, null_key
from conductor.devserver.rerun import rerun
from conductor.devserver.task_run import as_model
from conductor.devserver.updates import find_execution
from conductor.devserver.wire_types import RERUN_REQUEST

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "com.netflix.conductor.rest.controllers.WorkflowResource"
_TERMINATE_REMOVE = (
    "public com.netflix.conductor.common.model.BulkResponse<java.lang.String> "
    "com.netflix.conductor.rest.controllers.WorkflowBulkResource.terminateRemove"
    "(java.util.List<java.lang.String>,boolean,java.lang.String)"
)
_NOT_IN_MODEL = ("failedReferenceTaskNames", "failedTaskNames", "history", "rateLimited")
#: Workflows that one bulk call takes.
_MOST = 1000


def register(router: Router) -> None:
    """Add the routes that steer."""
    router.add("DELETE", "/workflow/{workflowId}", _terminate)
    router.add("DELETE", "/workflow/{workflowId}/remove", _remove)
    router.add("DELETE", "/workflow/{workflowId}/terminate-remove", _terminate_remove)
    router.add("PUT", "/workflow/decide/{workflowId}", _decide)
    router.add("PUT", "/workflow/{workflowId}/pause", _pause)
    router.add("PUT", "/workflow/{workflowId}/resume", _resume)
    router.add("PUT", "/workflow/{workflowId}/skiptask/{ref}", _skip)
    router.add("POST", "/workflow/{workflowId}/rerun", _rerun)
    router.add("POST", "/workflow/{workflowId}/restart", _restart)
    router.add("POST", "/workflow/{workflowId}/retry", _retry)
    router.add("POST", "/workflow/{workflowId}/resetcallbacks", _reset_callbacks)
    router.add("POST", "/workflow/{workflowId}/variables", _variables)
    router.add("PUT", "/workflow/bulk/pause", _bulk_pause)
    router.add("PUT", "/workflow/bulk/resume", _bulk_resume)
    router.add("POST", "/workflow/bulk/restart", _bulk_restart)
    router.add("POST", "/workflow/bulk/retry", _bulk_retry)
    router.add("POST", "/workflow/bulk/terminate", _bulk_terminate)
    router.add("POST", "/workflow/bulk/search", _bulk_search)
    router.add("DELETE", "/workflow/bulk/remove", _bulk_remove)
    router.add("DELETE", "/workflow/bulk/terminate-remove", _bulk_terminate_remove)


def _terminate(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        operations.terminate(engine, request.params["workflowId"], request.text("reason"))
    return EMPTY


def _remove(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        operations.remove(engine, request.params["workflowId"], request.flag("archiveWorkflow", True))
    return EMPTY


def _terminate_remove(engine: Engine, request: Request) -> Answer:
    request.flag("archiveWorkflow", True)
    with engine.turn():
        _end_and_remove(engine, request.params["workflowId"], request.text("reason"))
    return EMPTY


def _end_and_remove(engine: Engine, workflow_id: str, reason: str | None) -> None:
    execution = find_execution(engine, workflow_id)
    if not execution.ended:
        engine.terminate(execution, reason)
    engine.remove(execution)


def _decide(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        engine.touch(find_execution(engine, request.params["workflowId"]))
    return EMPTY


def _pause(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        operations.pause(engine, request.params["workflowId"])
    return EMPTY


def _resume(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        operations.resume(engine, request.params["workflowId"])
    return EMPTY


def _skip(engine: Engine, request: Request) -> Answer:
    # Server: the request object is bound from the query, so the JSON body is ignored (skip_task).
    with engine.turn():
        operations.skip(engine, request.params["workflowId"], request.params["ref"], {}, {})
    return EMPTY


def _rerun(engine: Engine, request: Request) -> Answer:
    wanted = request.read(
        RERUN_REQUEST, f"public java.lang.String {_RESOURCE}.rerun(java.lang.String,{RERUN_REQUEST.java})"
    )
    with engine.turn():
        return as_text(rerun(engine, request.params["workflowId"], wanted))


def _restart(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        again.restart(engine, request.params["workflowId"], request.flag("useLatestDefinitions", False))
    return NO_CONTENT


def _retry(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        again.retry(engine, request.params["workflowId"], request.flag("resumeSubworkflowTasks", False))
    return NO_CONTENT


def _reset_callbacks(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        operations.reset_callbacks(engine, request.params["workflowId"])
    return NO_CONTENT


def _variables(engine: Engine, request: Request) -> Answer:
    given = request.object("updateVariables(String,Map)")
    with engine.turn():
        operations.set_variables(engine, request.params["workflowId"], given)
        return as_json(find_execution(engine, request.params["workflowId"]).to_wire(False))


# -- many at once
def _bulk(
    engine: Engine, request: Request, method: str, act: Callable[[str], Any], takes: str = "", gives: str = ""
) -> Answer:
    gives = gives or "java.lang.String"
    ids = request.ids(
        f"public com.netflix.conductor.common.model.BulkResponse<{gives}> "
        f"com.netflix.conductor.rest.controllers.WorkflowBulkResource.{method}(java.util.List<java.lang.String>{takes})"
    )
    _check_count(ids, method)
    done: list[Any] = []
    failed: dict[str, str] = {}
    for workflow_id in ids:
        key = _named(workflow_id)
        with engine.turn():
            try:
                result = act(key)
                done.append(key if result is None else result)
            except Refusal as problem:
                failed[key] = problem.message
    return as_json({"bulkErrorResults": failed, "bulkSuccessfulResults": done})


def _check_count(ids: list[str | None], method: str) -> None:
    if not ids:
        raise Invalid([violation(f"{method}.arg0", "WorkflowIds list cannot be null.")])
    if len(ids) > _MOST:
        message = f"Cannot process more than {_MOST} workflows. Please use multiple requests."
        raise Invalid([violation(f"{method}.arg0", message)])


def _named(workflow_id: str | None) -> str:
    if workflow_id is None:
        raise null_key()
    return workflow_id


def _bulk_pause(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, "pauseWorkflow", lambda key: operations.pause(engine, key))


def _bulk_resume(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, "resumeWorkflow", lambda key: operations.resume(engine, key))


def _bulk_restart(engine: Engine, request: Request) -> Answer:
    latest = request.flag("useLatestDefinitions", False)
    return _bulk(engine, request, "restart", lambda key: again.restart(engine, key, latest), ",boolean")


def _bulk_retry(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, "retry", lambda key: again.retry(engine, key))


def _bulk_terminate(engine: Engine, request: Request) -> Answer:
    reason = request.text("reason")
    return _bulk(
        engine,
        request,
        "terminate",
        lambda key: operations.terminate(engine, key, reason),
        ",java.lang.String",
    )


def _bulk_remove(engine: Engine, request: Request) -> Answer:
    archive = request.flag("archiveWorkflow", True)
    return _bulk(engine, request, "deleteWorkflow", lambda key: _remove_one(engine, key, archive), ",boolean")


def _remove_one(engine: Engine, workflow_id: str, archive: bool) -> None:
    if not workflow_id:
        raise BadRequest("deleteWorkflow.arg0: WorkflowId cannot be null or empty.")
    operations.remove(engine, workflow_id, archive)


def _bulk_terminate_remove(engine: Engine, request: Request) -> Answer:
    ids = request.ids(_TERMINATE_REMOVE)
    reason = request.text("reason")
    _check_count(ids, "terminateRemove")
    done: list[str] = []
    failed: dict[str, str] = {}
    # Server: both steps are told of, and the second is done whatever became of the first.
    steps: list[Callable[[str], None]] = [
        lambda key: operations.terminate(engine, key, reason),
        lambda key: _remove_one(engine, key, True),
    ]
    for key in map(_named, ids):
        for step in steps:
            with engine.turn():
                try:
                    step(key)
                    done.append(key)
                except Refusal as problem:
                    failed[key] = problem.message
    return as_json({"bulkErrorResults": failed, "bulkSuccessfulResults": done})


def _model(execution: dict[str, Any]) -> dict[str, Any]:
    """Server: this call alone shows executions and tasks as the engine keeps them."""
    shown = {key: value for key, value in execution.items() if key not in _NOT_IN_MODEL}
    shown["tasks"] = [as_model(task) for task in execution["tasks"]]
    return shown


def _bulk_search(engine: Engine, request: Request) -> Answer:
    tasks = request.flag("includeTasks", True)
    return _bulk(
        engine,
        request,
        "searchWorkflow",
        lambda key: _model(find_execution(engine, key).to_wire(tasks)),
        ",boolean",
        "com.netflix.conductor.model.WorkflowModel",
    )
