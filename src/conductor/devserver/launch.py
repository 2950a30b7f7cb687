"""Starting an execution."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from conductor.devserver.execution import Execution
from conductor.devserver.refusal import BadRequest, Invalid, NotFound
from conductor.devserver.wire_types import WORKFLOW_DEF

if TYPE_CHECKING:
    from conductor.devserver.blueprint import Blueprint
    from conductor.devserver.engine import Engine
    from conductor.devserver.task_run import TaskRun

#: Sub-workflows inside each other. The real server has no limit but its disk.
DEEPEST = 500


def launch(
    engine: Engine,
    request: dict[str, Any],
    *,
    parent: Execution | None = None,
    parent_task: TaskRun | None = None,
    event: str | None = None,
    mocks: dict[str, list[dict[str, Any]]] | None = None,
) -> Execution:
    """A new execution as a start request asks for it.

    :raises NotFound: no such workflow. :raises BadRequest: there is no input, or the definition breaks rules.
    """
    from conductor.devserver.engine import new_id

    blueprint = _blueprint(engine, request, child=parent is not None)
    given = request.get("input")
    if given is None:
        raise BadRequest("NULL input passed when starting workflow")
    template: dict[str, Any] = blueprint.doc.get("inputTemplate") or {}
    now = engine.now()
    # Server: an empty input stays empty (input_template_empty).
    for name, value in copy.deepcopy(template).items() if given else ():
        if given.get(name) is None:
            given = {**given, name: value}
    execution = Execution(new_id(), blueprint, given, now)
    execution.correlation_id = request.get("correlationId")
    execution.priority = int(request.get("priority") or 0)
    execution.task_to_domain = dict(request.get("taskToDomain") or {})
    execution.variables = dict(blueprint.doc.get("variables") or {})
    execution.created_by = request.get("createdBy")
    execution.event = event
    execution.mocks = mocks if mocks is not None or parent is None else parent.mocks
    if parent is not None:
        execution.parent_id = parent.workflow_id
        execution.depth = parent.depth + 1
        if execution.depth > DEEPEST:
            raise BadRequest(
                f"More than {DEEPEST} sub-workflows inside each other: does {blueprint.name} start itself?"
            )
    if parent_task is not None:
        execution.parent_task_id = parent_task.task_id
    return execution


def _blueprint(engine: Engine, request: dict[str, Any], *, child: bool) -> Blueprint:
    inline = request.get("workflowDef")
    name, version = request.get("name"), request.get("version")
    if inline is not None:
        doc = WORKFLOW_DEF.read(inline)
        if child:  # Server: what a SUB_WORKFLOW starts is not checked
            doc.setdefault("name", name)
        else:
            check_definition(engine, doc, "startWorkflow.arg0.workflowDef")
        return engine.definitions.blueprint_of(doc)
    if not isinstance(name, str) or not name.strip():
        raise BadRequest("Workflow name must be specified when searching for a definition")
    found = engine.definitions.blueprint(name, version)
    if found is None:
        shown = "null" if version is None else version
        raise NotFound(f"No such workflow defined. name={name}, version={shown}")
    return found


def check_definition(engine: Engine, doc: dict[str, Any], path: str) -> None:
    """Refuse a definition that breaks the rules of registration.

    :raises Invalid: with every broken rule, each under ``path``.
    """
    errors = definition_errors(engine, doc, path)
    if errors:
        raise Invalid(errors)


def definition_errors(engine: Engine, doc: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """Every rule of registration that a definition breaks, each under ``path``."""
    from conductor.devserver.validation import check_workflow_def

    return list(check_workflow_def(doc, path, engine.definitions.task))
