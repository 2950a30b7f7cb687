"""``/metadata``: definitions of workflows and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.java_kinds import ListOf
from conductor.devserver.launch import check_definition, definition_errors
from conductor.devserver.refusal import Invalid, NotFound, Refusal, ServerFault, violation
from conductor.devserver.requests import EMPTY, Answer, Request, as_json, whole_of
from conductor.devserver.wire_types import TASK_DEF, WORKFLOW_DEF

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "com.netflix.conductor.rest.controllers.MetadataResource"
_TASK_DEFS, _WORKFLOW_DEFS = ListOf(TASK_DEF), ListOf(WORKFLOW_DEF)


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
    docs: list[dict[str, Any] | None] = request.read(
        _TASK_DEFS, f"public void {_RESOURCE}.registerTaskDef(java.util.List<{TASK_DEF.java}>)"
    )
    if not docs:
        raise Invalid([violation("registerTaskDef.arg0", "TaskDefList is empty")])
    errors = [
        error
        for index, doc in enumerate(docs)
        if doc is not None
        for error in task_errors(doc, f"registerTaskDef.arg0[{index}]")
    ]
    if errors:
        raise Invalid(errors)
    with engine.turn():
        for doc in docs:
            if doc is None:
                raise ServerFault(
                    f'Cannot invoke "{TASK_DEF.java}.setCreatedBy(String)" because "taskDefinition" is null'
                )
            engine.definitions.put_task(doc, engine.now(), create=True)
    return EMPTY


def _update_task_def(engine: Engine, request: Request) -> Answer:
    # Server: this method has the other's name there.
    doc = request.read(TASK_DEF, f"public void {_RESOURCE}.registerTaskDef({TASK_DEF.java})")
    errors = task_errors(doc, "updateTaskDef.arg0")
    if errors:
        raise Invalid(errors)
    with engine.turn():
        engine.definitions.put_task(doc, engine.now(), create=False)
    return EMPTY


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
    doc = request.read(WORKFLOW_DEF, f"public void {_RESOURCE}.create({WORKFLOW_DEF.java},boolean)")
    overwrite = request.flag("overwrite", False)
    # Server: what replaces a definition goes the way of an update.
    replaces = overwrite and doc["version"] in engine.definitions.workflows.get(doc.get("name") or "", {})
    check_definition(engine, doc, f"{'update' if replaces else 'register'}WorkflowDef.arg0")
    with engine.turn():
        engine.definitions.put_workflow(doc, engine.now(), overwrite=overwrite)
    return EMPTY


def _update_workflows(engine: Engine, request: Request) -> Answer:
    docs: list[dict[str, Any] | None] = request.read(
        _WORKFLOW_DEFS,
        "public com.netflix.conductor.common.model.BulkResponse<java.lang.String> "
        f"{_RESOURCE}.update(java.util.List<{WORKFLOW_DEF.java}>)",
    )
    if not docs:
        raise Invalid([violation("updateWorkflowDef.arg0", "WorkflowDefList is empty")])
    for index, doc in enumerate(docs):
        place = f"updateWorkflowDef.arg0[{index}]"
        if doc is None:
            raise Invalid([violation(f"{place}.<list element>", "WorkflowDef cannot be null")])
    definitions = [doc for doc in docs if doc is not None]
    errors = [
        error
        for index, doc in enumerate(definitions)
        for error in definition_errors(engine, doc, f"updateWorkflowDef.arg0[{index}]")
    ]
    if errors:
        raise Invalid(errors)
    done: list[str] = []
    failed: dict[str, str] = {}
    with engine.turn():
        for doc in definitions:
            try:
                engine.definitions.put_workflow(doc, engine.now(), overwrite=True)
                done.append(doc["name"])
            except Refusal as problem:
                failed[doc["name"]] = problem.message
    return as_json({"bulkErrorResults": failed, "bulkSuccessfulResults": done})


def _validate(engine: Engine, request: Request) -> Answer:
    doc = request.read(WORKFLOW_DEF, f"public void {_RESOURCE}.validate({WORKFLOW_DEF.java})")
    check_definition(engine, doc, "validateWorkflowDef.arg0")
    return EMPTY


def _workflow_defs(engine: Engine, request: Request) -> Answer:
    if (request.text("classifier") or "workflow") != "workflow":
        return as_json([])
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
    version = whole_of(request.params["version"], "version") or 0
    with engine.turn():
        engine.definitions.remove_workflow(request.params["name"], version)
    return EMPTY
