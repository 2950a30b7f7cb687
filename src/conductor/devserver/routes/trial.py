"""``/workflow/test``: one run of a workflow with mocked tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.requests import Answer, Request, as_json
from conductor.devserver.routes.workflows import start_now, start_request
from conductor.devserver.wire_types import TEST_REQUEST

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router


def register(router: Router) -> None:
    """Add the route."""
    router.add("POST", "/workflow/test", _test)


def _test(engine: Engine, request: Request) -> Answer:
    from conductor.devserver.engine import new_id

    given: dict[str, Any] = request.read(
        TEST_REQUEST,
        "public com.netflix.conductor.common.run.Workflow "
        f"com.netflix.conductor.rest.controllers.WorkflowResource.testWorkflow({TEST_REQUEST.java})",
    )
    wanted = start_request(given)
    mocks = _mocks_of(given)
    children: dict[str, dict[str, Any]] = given.get("subWorkflowTestRequest") or {}
    for child in children.values():
        mocks = {**_mocks_of(child), **mocks}
    # Server: a domain that nobody polls keeps workers away from the run.
    wanted["taskToDomain"] = {"*": new_id()}
    with engine.turn():
        execution = start_now(engine, wanted, mocks=mocks)
    with engine.lock:
        return as_json(execution.to_wire())


def _mocks_of(request: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    answers: dict[str, list[dict[str, Any]]] = request.get("taskRefToMockOutput") or {}
    return {ref: list(listed) for ref, listed in answers.items() if listed}
