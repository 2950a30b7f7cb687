"""Schedules: workflows started by the clock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from conductor.devserver.java_beans import Bean, Field
from conductor.devserver.java_kinds import ListOf, Text, Truth, Whole
from conductor.devserver.refusal import NotFound, Refusal, ServerFault
from conductor.devserver.timeline import CRON
from conductor.devserver.wire_types import START_REQUEST

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

logger = logging.getLogger(__name__)

_MODEL = "io.orkes.conductor.scheduler.model"
_TEXT, _LONG, _BOOL = Text(), Whole("java.lang.Long"), Truth("boolean")
SCHEDULE = Bean(
    f"{_MODEL}.WorkflowSchedule",
    {
        "name": Field(_TEXT),
        "cronExpression": Field(_TEXT),
        "runCatchupScheduleInstances": Field(_BOOL, False),
        "paused": Field(_BOOL, False),
        "pausedReason": Field(_TEXT),
        "startWorkflowRequest": Field(START_REQUEST),
        "zoneId": Field(_TEXT, "UTC"),
        "scheduleStartTime": Field(_LONG),
        "scheduleEndTime": Field(_LONG),
        "createTime": Field(_LONG),
        "updatedTime": Field(_LONG),
        "createdBy": Field(_TEXT),
        "updatedBy": Field(_TEXT),
        "description": Field(_TEXT),
        "cronSchedules": Field(
            ListOf(
                Bean(
                    f"{_MODEL}.CronSchedule", {"cronExpression": Field(_TEXT), "zoneId": Field(_TEXT, "UTC")}
                )
            ),
            [],
        ),
        "nextRunTime": Field(_LONG),
    },
)
#: Records of started executions that are kept.
_RECORDS = 1000


class Schedules:
    """The registered schedules, and what they have started."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.all: dict[str, dict[str, Any]] = {}
        self.records: list[dict[str, Any]] = []

    def load(self) -> None:
        """Bring the schedules back from the store; missed times are not made up for."""
        for doc in self._engine.store.load("schedule"):
            self.all[doc["name"]] = doc
            self.pass_over(doc["name"])

    def get(self, name: str) -> dict[str, Any]:
        """A schedule.

        :raises NotFound: there is none of that name.
        """
        found = self.all.get(name)
        if found is None:
            raise NotFound(f"Schedule '{name}' not found")
        return found

    def save(self, given: Any) -> dict[str, Any]:
        """Register a schedule, or replace it.

        :raises ServerFault: it has no name, no request, or an unknown time zone.
        """
        from conductor.devserver.cron import zone_of

        doc = SCHEDULE.read(given)
        request = doc.get("startWorkflowRequest")
        if "name" not in doc or request is None or request.get("name") is None:
            column = "workflow_name" if "name" in doc else "scheduler_name"
            # Server: a database error there (scheduler_crud). A bad cron expression is saved.
            raise ServerFault(
                "A schedule needs a name and a startWorkflowRequest "
                f"(NOT NULL constraint failed: scheduler.{column})"
            )
        try:
            zone_of(doc["zoneId"])
        except ValueError as problem:
            raise ServerFault(str(problem)) from problem
        now = self._engine.now()
        before = self.all.get(doc["name"], {})
        doc["createTime"] = before.get("createTime", now)
        doc["updatedTime"] = now
        doc.setdefault("createdBy", "")
        doc.setdefault("updatedBy", "")
        self._keep(doc)
        return doc

    def _keep(self, doc: dict[str, Any]) -> None:
        self.all[doc["name"]] = doc
        self._engine.store.put("schedule", doc["name"], doc)
        self.pass_over(doc["name"])

    def pause(self, name: str, reason: str | None = None) -> None:
        """Start nothing more. :raises NotFound: there is no such schedule."""
        doc = {**self.get(name), "paused": True}
        if reason is not None:
            doc["pausedReason"] = reason
        self._keep(doc)

    def resume(self, name: str) -> None:
        """Go on from now. :raises NotFound: there is no such schedule."""
        found = self.get(name)
        if not found["paused"]:
            # Server: what does not rest is not found (http_scheduler_forms).
            raise NotFound(f"Schedule '{name}' not found")
        doc = {**found, "paused": False}
        doc.pop("pausedReason", None)
        self._keep(doc)

    def remove(self, name: str) -> None:
        """Forget a schedule; an unknown one is fine."""
        if self.all.pop(name, None) is not None:
            self._engine.store.delete("schedule", name)
        self._engine.timeline.clear(CRON, name)

    def pass_over(self, name: str) -> None:
        """Wait for the first time after now."""
        doc = self.all[name]
        found = None if doc.get("paused") else self._next(doc, self._engine.now() + 1)
        if found is None:
            self._engine.timeline.clear(CRON, name)
        else:
            self._engine.alarm(CRON, name, found[0])

    def _next(self, doc: dict[str, Any], after: int) -> tuple[int, str, str] | None:
        """The next time, with the expression and the zone that it comes from."""
        from conductor.devserver.cron import next_times

        begin = max(after, doc.get("scheduleStartTime") or 0)
        crons = [(doc.get("cronExpression"), doc.get("zoneId"))]
        crons += [(each.get("cronExpression"), each.get("zoneId")) for each in doc.get("cronSchedules", [])]
        moments: list[tuple[int, str, str]] = []
        for expression, zone in crons:
            try:
                times = next_times(expression or "", zone or "UTC", begin, 1)
            except ValueError:
                continue
            moments += [(moment, str(expression), zone or "UTC") for moment in times]
        first = min(moments, default=None)
        end = doc.get("scheduleEndTime")
        return None if first is None or (end and first[0] > end) else first

    def fire(self, name: str, due: int) -> None:
        """Start what the schedule asks for at ``due``."""
        from conductor.devserver.engine import new_id

        doc = self.all.get(name)
        if doc is None or doc.get("paused"):
            return
        found = self._next(doc, due)
        expression, zone = (found[1], found[2]) if found is not None else ("", "UTC")
        now = self._engine.now()
        request = dict(doc["startWorkflowRequest"])
        record: dict[str, Any] = {
            "executionId": new_id(),
            "scheduleName": name,
            "scheduledTime": due,
            "executionTime": now,
            "workflowName": request.get("name"),
            "startWorkflowRequest": doc["startWorkflowRequest"],
            "zoneId": zone,
        }
        request["input"] = {
            **(request.get("input") or {}),
            "_startedByScheduler": name,
            "_scheduledTime": due,
            "_executedTime": now,
            "_executionId": record["executionId"],
            "_schedulerCron": f"{expression} {zone}",
        }
        try:
            record["workflowId"] = self._engine.start(request).workflow_id
            record["state"] = "EXECUTED"
        except Refusal as problem:
            logger.warning("schedule %s could not start %s: %s", name, request.get("name"), problem.message)
            record["state"] = "FAILED"
            record["reason"] = problem.message
        self.records.append(record)
        del self.records[:-_RECORDS]
        self.pass_over(name)
