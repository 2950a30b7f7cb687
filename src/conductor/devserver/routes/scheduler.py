"""``/scheduler``: schedules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver.refusal import Invalid, Refusal, ServerFault, violation
from conductor.devserver.requests import EMPTY, Answer, Request, as_json, null_key
from conductor.devserver.schedules import SCHEDULE

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_RESOURCE = "io.orkes.conductor.scheduler.rest.SchedulerResource"
_LISTED = re.compile(r"(scheduleName|state) IN \((.*)\)")
_AFTER = re.compile(r"scheduledTime([<>])(\d+)")
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
    start = request.whole("scheduleStartTime", 0, "java.lang.Long")
    start = (start if start > 0 else engine.now()) // 1000 * 1000  # Server: a fraction does not count.
    end = request.number("scheduleEndTime", None, "java.lang.Long")
    limit = min(request.whole("limit", _MOST_TIMES), _MOST_TIMES)
    try:
        times = next_times(expression, "UTC", start, limit)
    except ValueError as problem:
        raise ServerFault(str(problem)) from problem
    # Server: the first time counts wherever the end is.
    return as_json([moment for place, moment in enumerate(times) if not place or not end or moment <= end])


def _list(engine: Engine, request: Request) -> Answer:
    wanted = request.text("workflowName")
    with engine.lock:
        found = list(engine.schedules.all.values())
    return as_json([doc for doc in found if not wanted or doc["startWorkflowRequest"].get("name") == wanted])


def _save(engine: Engine, request: Request) -> Answer:
    given = request.read(
        SCHEDULE,
        f"public {SCHEDULE.java} {_RESOURCE}.createOrUpdateSchedule({SCHEDULE.java})",
    )
    with engine.turn():
        return as_json(engine.schedules.save(given))


def _search(engine: Engine, request: Request) -> Answer:
    workflow, name = request.text("workflowName"), request.text("scheduleName")
    paused = request.flag("paused", False, "java.lang.Boolean") if request.text("paused") else None
    with engine.lock:
        # Server: freeText is not looked at.
        found = [
            doc
            for doc in engine.schedules.all.values()
            if (not workflow or doc["startWorkflowRequest"].get("name") == workflow)
            and (not name or name in doc["name"])
            and (paused is None or doc["paused"] == paused)
        ]
    return as_json({"totalHits": len(found), "results": _page(request, found)})


def _page(request: Request, found: list[Any]) -> list[Any]:
    start, size = max(request.whole("start", 0), 0), request.whole("size", 100)
    return found[start : start + size] if size >= 0 else found[start:]


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


def _bulk(engine: Engine, request: Request, method: str, act: Callable[[str], None]) -> Answer:
    names = request.ids(
        "public com.netflix.conductor.common.model.BulkResponse "
        f"io.orkes.conductor.scheduler.rest.SchedulerBulkResource.{method}(java.util.List<java.lang.String>)"
    )
    if not names:
        raise Invalid([violation(f"{method}.arg0", "Schedule names list cannot be null.")])
    if None in names:
        raise null_key()
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
    return _bulk(engine, request, "pauseSchedules", engine.schedules.pause)


def _bulk_resume(engine: Engine, request: Request) -> Answer:
    return _bulk(engine, request, "resumeSchedules", engine.schedules.resume)


def _executions(engine: Engine, request: Request) -> Answer:
    parts = [part for part in (request.text("query") or "").split(" AND ") if part.strip()]
    with engine.lock:
        # Server: freeText is not looked at.
        found = [
            record
            for record in reversed(engine.schedules.records)
            if all(_fits(record, part.strip()) for part in parts)
        ]
    return as_json({"totalHits": len(found), "results": _page(request, found)})


def _fits(record: dict[str, Any], part: str) -> bool:
    """Server: four conditions are known; any other text is a schedule's name."""
    listed = _LISTED.fullmatch(part)
    if listed is not None:
        return record[listed[1]] in [value.strip() for value in listed[2].split(",")]
    if part.startswith("workflowName="):
        return part[len("workflowName=") :] in (record["workflowName"] or "")
    after = _AFTER.fullmatch(part)
    if after is not None:
        moment = int(after[2])
        return bool(record["scheduledTime"] > moment if after[1] == ">" else record["scheduledTime"] < moment)
    return bool(record["scheduleName"] == part)


def _requeue(engine: Engine, request: Request) -> Answer:
    return as_json({"sampleIds": [], "recordIds.size": 0})
