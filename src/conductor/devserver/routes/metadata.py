"""``/metadata``: definitions of workflows and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.binding import bind, cannot_deserialize
from conductor.devserver.json_value import is_list
from conductor.devserver.launch import check_definition
from conductor.devserver.refusal import Invalid, NotFound, Refusal, violation
from conductor.devserver.requests import EMPTY, Answer, Request, as_json, mismatch
from conductor.devserver.wire_types import TASK_DEF, WORKFLOW_DEF

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "com.netflix.conductor.rest.controllers.MetadataResource"


def register(router: Router) -> None:
    """Add the routes under ``/metadata``."""
    router.add("GET", "/metadata/taskdefs", _task_defs)
    router.add("POST", "/metadata/taskdefs", _register_task_defs)
    router.add("PUT", "/metadata/taskdefs", _update_task_def)
    router.add("GET", "/metadata/taskdefs/{name}", _task_def)
    router.add("DELETE", "/metadata/taskdefs/{name}", _remove_task_def)
    router.add("GET", "/metadata/workflow", _workflow_defs)
    router.add("POST", "/metadata/workflow", _register_workflow)
    router.add("PUT", "/metadata/workflow", _update_workflows)
    router.add("POST", "/metadata/workflow/validate", _validate)
    router.add("GET", "/metadata/workflow/latest-versions", _latest_versions)
    router.add("GET", "/metadata/workflow/names", _names)
    router.add("GET", "/metadata/workflow/names-and-versions", _names_and_versions)
    router.add("GET", "/metadata/workflow/{name}", _workflow_def)
    router.add("GET", "/metadata/workflow/{name}/versions", _versions)
    router.add("DELETE", "/metadata/workflow/{name}/{version}", _remove_workflow)


# -- tasks
def _task_defs(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(list(engine.definitions.tasks.values()))


def _task_def(engine: Engine, request: Request) -> Answer:
    name = request.params["name"]
    with engine.lock:
        found = engine.definitions.task(name)
    if found is None:
        raise NotFound(f"No such taskType found by name: {name}")
    return as_json(found)


def _register_task_defs(engine: Engine, request: Request) -> Answer:
    given = request.json(f"public void {_RESOURCE}.registerTaskDef(java.util.List)")
    if not is_list(given):
        raise cannot_deserialize(
            "java.util.ArrayList<com.netflix.conductor.common.metadata.tasks.TaskDef>", given
        )
    if not given:
        raise Invalid([violation("registerTaskDef.arg0", "TaskDefList is empty")])
    docs = [_task_doc(item) for item in given]
    errors = [
        error
        for index, doc in enumerate(docs)
        for error in task_errors(doc, f"registerTaskDef.arg0[{index}]")
    ]
    if errors:
        raise Invalid(errors)
    with engine.turn():
        for doc in docs:
            engine.definitions.put_task(doc, engine.now(), create=True)
    return EMPTY


def _update_task_def(engine: Engine, request: Request) -> Answer:
    doc = _task_doc(request.object(f"public void {_RESOURCE}.updateTaskDef(TaskDef)"))
    errors = task_errors(doc, "updateTaskDef.arg0")
    if errors:
        raise Invalid(errors)
    with engine.turn():
        engine.definitions.put_task(doc, engine.now(), create=False)
    return EMPTY


def _task_doc(given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        given = {"name": given}  # Server: a TaskDef can be made from a text.
    return bind(TASK_DEF, given, "com.netflix.conductor.common.metadata.tasks.TaskDef")


def task_errors(doc: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """What is wrong with a task definition, each error under ``path``."""
    from conductor.devserver.validation import check_task_def

    return list(check_task_def(doc, path))


def _remove_task_def(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        engine.definitions.remove_task(request.params["name"])
    return EMPTY


# -- workflows
def _register_workflow(engine: Engine, request: Request) -> Answer:
    doc = _workflow_doc(request.object(f"public void {_RESOURCE}.create(WorkflowDef,boolean)"))
    overwrite = request.flag("overwrite", False)
    check_definition(engine, doc, "registerWorkflowDef.arg0")
    with engine.turn():
        engine.definitions.put_workflow(doc, engine.now(), overwrite=overwrite)
    return EMPTY


def _workflow_doc(given: Any) -> dict[str, Any]:
    doc = bind(WORKFLOW_DEF, given, "com.netflix.conductor.common.metadata.workflow.WorkflowDef")
    if "rateLimitConfig" in doc:
        doc["rateLimitConfig"] = {"policy": "QUEUE", **doc["rateLimitConfig"]}
    return doc


def _update_workflows(engine: Engine, request: Request) -> Answer:
    given = request.json(f"public BulkResponse {_RESOURCE}.update(java.util.List)")
    if not is_list(given):
        raise cannot_deserialize(
            "java.util.ArrayList<com.netflix.conductor.common.metadata.workflow.WorkflowDef>", given
        )
    if not given:
        raise Invalid([violation("updateWorkflowDef.arg0", "WorkflowDef list name cannot be null or empty")])
    docs = [_workflow_doc(item) for item in given]
    for index, doc in enumerate(docs):
        check_definition(engine, doc, f"updateWorkflowDef.arg0[{index}]")
    done: list[str] = []
    failed: dict[str, str] = {}
    with engine.turn():
        for doc in docs:
            try:
                engine.definitions.put_workflow(doc, engine.now(), overwrite=True)
                done.append(doc["name"])
            except Refusal as problem:
                failed[doc["name"]] = problem.message
    return as_json({"bulkErrorResults": failed, "bulkSuccessfulResults": done})


def _validate(engine: Engine, request: Request) -> Answer:
    doc = _workflow_doc(request.object(f"public void {_RESOURCE}.validate(WorkflowDef)"))
    check_definition(engine, doc, "validateWorkflowDef.arg0")
    return EMPTY


def _workflow_defs(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(engine.definitions.all_workflows())


def _latest(engine: Engine) -> list[dict[str, Any]]:
    return [versions[max(versions)] for versions in engine.definitions.workflows.values()]


def _latest_versions(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(_latest(engine))


def _names(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(list(engine.definitions.workflows))


def _summary(doc: dict[str, Any]) -> dict[str, Any]:
    return {"name": doc["name"], "version": doc["version"], "createTime": doc["createTime"]}


def _names_and_versions(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        found = {
            name: [_summary(doc) for _, doc in sorted(versions.items())]
            for name, versions in engine.definitions.workflows.items()
        }
    return as_json(found)


def _workflow_def(engine: Engine, request: Request) -> Answer:
    name, version = request.params["name"], request.number("version")
    with engine.lock:
        found = engine.definitions.workflow(name, version)
    if found is None:
        shown = "null" if version is None else version
        raise NotFound(f"No such workflow found by name: {name}, version: {shown}")
    return as_json(found)


def _versions(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        versions = engine.definitions.workflows.get(request.params["name"], {})
        return as_json([_summary(doc) for _, doc in sorted(versions.items())])


def _remove_workflow(engine: Engine, request: Request) -> Answer:
    given = request.params["version"]
    try:
        version = int(given)
    except ValueError:
        raise mismatch("version", given, "java.lang.Integer", f'; For input string: "{given}"') from None
    with engine.turn():
        engine.definitions.remove_workflow(request.params["name"], version)
    return EMPTY
