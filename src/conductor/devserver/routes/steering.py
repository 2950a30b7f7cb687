"""``/workflow/{id}/…``: steer one execution, or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver import again, operations
from conductor.devserver.binding import bind
from conductor.devserver.refusal import Invalid, Refusal, violation
from conductor.devserver.requests import EMPTY, NO_CONTENT, Answer, Request, as_json, as_text
from conductor.devserver.rerun import rerun
from conductor.devserver.updates import find_execution
from conductor.devserver.wire_types import RERUN_REQUEST

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "com.netflix.conductor.rest.controllers.WorkflowResource"
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
    wanted = bind(
        RERUN_REQUEST,
        request.object(
            f"public java.lang.String {_RESOURCE}.rerun(java.lang.String,"
            "com.netflix.conductor.common.metadata.workflow.RerunWorkflowRequest)"
        ),
        "com.netflix.conductor.common.metadata.workflow.RerunWorkflowRequest",
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
def _bulk(engine: Engine, request: Request, method: str, act: Callable[[str], Any]) -> Answer:
    ids = request.ids(
        f"public BulkResponse com.netflix.conductor.rest.controllers.WorkflowBulkResource.{method}"
    )
    if not ids:
        raise Invalid([violation(f"{method}.arg0", "WorkflowIds list cannot be null.")])
    if len(ids) > _MOST:
        message = f"Cannot process more than {_MOST} workflows. Please use multiple requests."
        raise Invalid([violation(f"{method}.arg0", message)])
    done: list[Any] = []
    failed: dict[str, str] = {}
    for workflow_id in ids:
        with engine.turn():
            try:
                result = act(workflow_id)
                done.append(workflow_id if result is None else result)
                if method == "terminateRemove":
                    done.append(workflow_id)  # Server: it tells of both steps.
            except Refusal as problem:
                failed[workflow_id] = problem.message
    return as_json({"bulkErrorResults": failed, "bulkSuccessfulResults": done})


def _bulk_pause(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, "pauseWorkflow", lambda key: operations.pause(engine, key))


def _bulk_resume(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, "resumeWorkflow", lambda key: operations.resume(engine, key))


def _bulk_restart(engine: Engine, request: Request) -> Answer:
    latest = request.flag("useLatestDefinitions", False)
    return _bulk(engine, request, "restart", lambda key: again.restart(engine, key, latest))


def _bulk_retry(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, "retry", lambda key: again.retry(engine, key))


def _bulk_terminate(engine: Engine, request: Request) -> Answer:
    reason = request.text("reason")
    return _bulk(engine, request, "terminate", lambda key: operations.terminate(engine, key, reason))


def _bulk_remove(engine: Engine, request: Request) -> Answer:
    archive = request.flag("archiveWorkflow", True)
    return _bulk(engine, request, "deleteWorkflow", lambda key: operations.remove(engine, key, archive))


def _bulk_terminate_remove(engine: Engine, request: Request) -> Answer:
    reason = request.text("reason")
    return _bulk(engine, request, "terminateRemove", lambda key: _end_and_remove(engine, key, reason))


def _bulk_search(engine: Engine, request: Request) -> Answer:
    tasks = request.flag("includeTasks", True)
    return _bulk(engine, request, "searchWorkflow", lambda key: find_execution(engine, key).to_wire(tasks))
