"""The search routes, of executions and of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, TypeVar

from conductor.devserver.refusal import BadRequest, Invalid, ServerFault, violation
from conductor.devserver.requests import Answer, Request, as_json

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.router import Router
    from conductor.devserver.task_run import TaskRun

#: Results that one call gives at most.
_MOST = 5000

Item = TypeVar("Item")


def register(router: Router) -> None:
    """Add the search routes."""
    router.add("GET", "/workflow/search", _workflows)
    router.add("GET", "/workflow/search-v2", _workflows_whole)
    router.add("GET", "/workflow/search-by-tasks", _by_tasks)
    router.add("GET", "/workflow/search-by-tasks-v2", _by_tasks_whole)
    router.add("GET", "/tasks/search", _tasks)
    router.add("GET", "/tasks/search-v2", _tasks_whole)


def _find(
    request: Request, items: list[Item], summary: Callable[[Item], dict[str, Any]], method: str
) -> tuple[int, list[tuple[dict[str, Any], Item]]]:
    """How many match, and the asked-for page of them with their summaries."""
    from conductor.devserver.search import BadNumber, BadQuery, matches, parse, sort

    start, size = request.whole("start", 0), request.whole("size", 100)
    if size > _MOST and method in ("searchWorkflows", "searchWorkflowsV2"):
        message = f"Cannot return more than {_MOST} workflows. Please use pagination."
        raise Invalid([violation(f"{method}.arg1", message, size)])
    try:
        query = parse(request.text("query"), request.text("freeText", "*"))
    except BadQuery as problem:
        raise BadRequest(str(problem)) from problem
    except BadNumber as problem:
        raise ServerFault(str(problem)) from problem
    found: list[dict[str, Any]] = []
    for position, item in enumerate(items):
        about = summary(item)
        if matches(query, about):
            found.append({**about, "_position": position})
    ordered = sort(found, request.text("sort"))
    page = ordered[max(start, 0) : max(start, 0) + size]
    return len(ordered), [
        ({key: value for key, value in about.items() if key != "_position"}, items[about["_position"]])
        for about in page
    ]


def _summary(execution: Execution) -> dict[str, Any]:
    from conductor.devserver.search import workflow_summary

    return workflow_summary(execution.header())


def _task_summary(pair: tuple[Execution, TaskRun]) -> dict[str, Any]:
    from conductor.devserver.search import task_summary

    return task_summary(pair[1].to_wire())


def _executions(engine: Engine, request: Request) -> list[Execution]:
    top_only = request.flag("topLevelOnly", False)
    if (request.text("classifier") or "workflow") != "workflow":
        return []
    return [one for one in engine.executions.values() if not (top_only and one.parent_id)]


def _all_tasks(engine: Engine) -> list[tuple[Execution, TaskRun]]:
    return [(execution, task) for execution in engine.executions.values() for task in execution.tasks]


def _result(total: int, results: list[Any]) -> Answer:
    return as_json({"totalHits": total, "results": results})


def _workflows(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        total, page = _find(request, _executions(engine, request), _summary, "searchWorkflows")
    return _result(total, [about for about, _ in page])


def _workflows_whole(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        total, page = _find(request, _executions(engine, request), _summary, "searchWorkflowsV2")
        return _result(total, [execution.to_wire(False) for _, execution in page])


def _by_tasks(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        total, page = _find(request, _all_tasks(engine), _task_summary, "searchWorkflowsByTasks")
        return _result(total, [_summary(owner) for _, (owner, _) in page])


def _by_tasks_whole(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        total, page = _find(request, _all_tasks(engine), _task_summary, "searchWorkflowsByTasksV2")
        return _result(total, [owner.to_wire(False) for _, (owner, _) in page])


def _tasks(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        total, page = _find(request, _all_tasks(engine), _task_summary, "search")
    return _result(total, [about for about, _ in page])


def _tasks_whole(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        total, page = _find(request, _all_tasks(engine), _task_summary, "searchV2")
        return _result(total, [task.to_wire() for _, (_, task) in page])
