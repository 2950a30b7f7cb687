"""``/scheduler``: schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from conductor.devserver.refusal import Refusal, ServerFault
from conductor.devserver.requests import EMPTY, Answer, Request, as_json
from conductor.devserver.schedules import SCHEDULE

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "io.orkes.conductor.scheduler.rest.SchedulerResource"
#: Times that one preview gives at most.
_MOST_TIMES = 5


def register(router: Router) -> None:
    """Add the routes under ``/scheduler``."""
    router.add("GET", "/scheduler/nextFewSchedules", _preview)
    router.add("GET", "/scheduler/schedules", _list)
    router.add("POST", "/scheduler/schedules", _save)
    router.add("GET", "/scheduler/schedules/search", _search)
    router.add("GET", "/scheduler/schedules/{name}", _get)
    router.add("DELETE", "/scheduler/schedules/{name}", _remove)
    router.add("PUT", "/scheduler/schedules/{name}/pause", _pause)
    router.add("PUT", "/scheduler/schedules/{name}/resume", _resume)
    router.add("PUT", "/scheduler/bulk/pause", _bulk_pause)
    router.add("PUT", "/scheduler/bulk/resume", _bulk_resume)
    router.add("GET", "/scheduler/search/executions", _executions)
    for name in ("pause", "resume"):
        router.add("GET", f"/scheduler/admin/{name}", lambda engine, request: as_json({"status": "done"}))
    router.add("GET", "/scheduler/admin/requeue", _requeue)


def _preview(engine: Engine, request: Request) -> Answer:
    from conductor.devserver.cron import next_times

    expression = request.required("cronExpression")
    start = request.whole("scheduleStartTime", engine.now(), "java.lang.Long")
    end = request.number("scheduleEndTime", None, "java.lang.Long")
    limit = min(request.whole("limit", _MOST_TIMES), _MOST_TIMES)
    try:
        times = next_times(expression, "UTC", start, limit)
    except ValueError as problem:
        raise ServerFault(str(problem)) from problem
    return as_json([moment for moment in times if not end or moment <= end])


def _list(engine: Engine, request: Request) -> Answer:
    wanted = request.text("workflowName")
    with engine.lock:
        found = list(engine.schedules.all.values())
    return as_json([doc for doc in found if not wanted or doc["startWorkflowRequest"].get("name") == wanted])


def _save(engine: Engine, request: Request) -> Answer:
    given = request.read(
        SCHEDULE,
        f"public {SCHEDULE.java} {_RESOURCE}.saveSchedule({SCHEDULE.java})",
    )
    with engine.turn():
        return as_json(engine.schedules.save(given))


def _search(engine: Engine, request: Request) -> Answer:
    workflow, name, paused = (request.text(key) for key in ("workflowName", "scheduleName", "paused"))
    text = request.text("freeText", "*")
    with engine.lock:
        found = [
            doc
            for doc in engine.schedules.all.values()
            if (not workflow or doc["startWorkflowRequest"].get("name") == workflow)
            and (not name or doc["name"] == name)
            and (not paused or doc["paused"] == (paused == "true"))
            and (not text or text == "*" or text in doc["name"])
        ]
    start, size = request.whole("start", 0), request.whole("size", 100)
    return as_json({"totalHits": len(found), "results": found[start : start + size]})


def _get(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(engine.schedules.get(request.params["name"]))


def _remove(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        engine.schedules.remove(request.params["name"])
    return EMPTY


def _pause(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        engine.schedules.pause(request.params["name"], request.text("reason"))
    return EMPTY


def _resume(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        engine.schedules.resume(request.params["name"])
    return EMPTY


def _bulk(engine: Engine, request: Request, act: Callable[[str], None]) -> Answer:
    names = request.ids("public BulkResponse bulk(List)")
    done: list[str] = []
    failed: dict[str, str] = {}
    with engine.turn():
        for name in names:
            try:
                act(str(name))
                done.append(str(name))
            except Refusal as problem:
                failed[str(name)] = problem.message
    return as_json({"bulkErrorResults": failed, "bulkSuccessfulResults": done})


def _bulk_pause(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, engine.schedules.pause)


def _bulk_resume(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, engine.schedules.resume)


def _executions(engine: Engine, request: Request) -> Answer:
    start, size = request.whole("start", 0), request.whole("size", 100)
    text = request.text("freeText", "*")
    with engine.lock:
        found = [
            record
            for record in reversed(engine.schedules.records)
            if not text or text == "*" or text in record["scheduleName"]
        ]
    return as_json({"totalHits": len(found), "results": found[start : start + size]})


def _requeue(engine: Engine, request: Request) -> Answer:
    return as_json({"sampleIds": [], "recordIds.size": 0})
