"""``/workflow/test``: one run of a workflow with mocked tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.requests import Answer, Request, as_json
from conductor.devserver.router import Router
from conductor.devserver.routes.workflows import start_now, start_request

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine


def register(router: Router) -> None:
    """Add the route."""
    router.add("POST", "/workflow/test", _test)


def _test(engine: Engine, request: Request) -> Answer:
    given = request.object("public Workflow WorkflowResource.testWorkflow(WorkflowTestRequest)")
    wanted = start_request(given)
    mocks: dict[str, list[dict[str, Any]]] = {
        ref: list(answers) for ref, answers in (given.get("taskRefToMockOutput") or {}).items() if answers
    }
    for sub in (given.get("subWorkflowTestRequest") or {}).values():
        for ref, answers in (sub.get("taskRefToMockOutput") or {}).items():
            mocks.setdefault(ref, list(answers))
    with engine.turn():
        execution = start_now(engine, wanted, mocks=mocks)
    with engine.lock:
        return as_json(execution.to_wire())
