"""Schedules by name of their owner, and what can go wrong with them.

``conductor.client.ai.schedule`` and ``conductor.client.ai.schedule_errors`` are the public paths.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conductor.client.exceptions import ApiException, ConductorError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from conductor.client.http.models.save_schedule_request import SaveScheduleRequest
    from conductor.client.http.models.start_workflow_request import StartWorkflowRequest


class ConductorAgentError(ConductorError):
    """What programs for agents catch; here the parent of the errors about schedules."""


class ScheduleError(ConductorAgentError):
    """Something is wrong with a schedule."""


class ScheduleNotFound(ScheduleError):
    """There is no schedule of that name."""


class ScheduleNameConflict(ScheduleError):
    """Two schedules of one owner have the same name."""


class InvalidCronExpression(ScheduleError):
    """The server cannot read the cron expression."""


@dataclass(frozen=True)
class Schedule:
    """When a workflow shall be started, and with which input. Times are epoch milliseconds.

    ``cron`` has six fields, seconds first. ``catchup`` makes up for starts that were missed. Raises
    ValueError for an empty name or cron, and for a start that is not before the end.
    """

    name: str
    cron: str
    timezone: str = "UTC"
    input: dict[str, Any] = field(default_factory=dict[str, Any])
    catchup: bool = False
    paused: bool = False
    start_at: int | None = None
    end_at: int | None = None
    description: str | None = None

    def __post_init__(self) -> None:
        for name in ("name", "cron"):
            if not getattr(self, name):
                raise ValueError(f"Schedule.{name} is required and must be non-empty")
        if self.start_at is not None and self.end_at is not None and self.start_at >= self.end_at:
            raise ValueError("Schedule.start_at must be < end_at")

    def wire_name(self, owner: str) -> str:
        """The name that the server knows the schedule by."""
        return f"{owner}-{self.name}"

    def save_request(self, owner: str) -> SaveScheduleRequest:
        """What to send so that the server starts the workflow ``owner``."""
        from conductor.client.http.models.save_schedule_request import SaveScheduleRequest

        return SaveScheduleRequest(
            name=self.wire_name(owner),
            cron_expression=self.cron,
            run_catchup_schedule_instances=self.catchup,
            paused=self.paused,
            start_workflow_request=start_request(owner, self.input),
            schedule_start_time=self.start_at,
            schedule_end_time=self.end_at,
            zone_id=self.timezone,
            description=self.description,
        )


@dataclass(frozen=True)
class ScheduleInfo:
    """A schedule as the server holds it: ``name`` is the server's, ``short_name`` the owner's."""

    name: str
    short_name: str
    agent: str
    cron: str
    timezone: str
    input: dict[str, Any]
    paused: bool
    paused_reason: str | None
    catchup: bool
    start_at: int | None
    end_at: int | None
    description: str | None
    next_run: int | None
    create_time: int | None
    update_time: int | None
    created_by: str | None
    updated_by: str | None


def start_request(workflow: str, input: dict[str, Any] | None) -> StartWorkflowRequest:
    """What to send so that the workflow starts now."""
    from conductor.client.http.models.start_workflow_request import IdempotencyStrategy, StartWorkflowRequest

    return StartWorkflowRequest(
        name=workflow, input=dict(input or {}), idempotency_strategy=IdempotencyStrategy.FAIL
    )


def by_wire_name(owner: str, schedules: Iterable[Schedule]) -> dict[str, Schedule]:
    """The schedules by the names that the server knows; ``ScheduleNameConflict`` when one comes twice."""
    named: dict[str, Schedule] = {}
    for schedule in schedules:
        if schedule.wire_name(owner) in named:
            raise ScheduleNameConflict(
                f"schedule {schedule.name!r} comes twice; names must be unique within {owner}"
            )
        named[schedule.wire_name(owner)] = schedule
    return named


@contextmanager
def found(name: str) -> Generator[None, None, None]:
    """Turn the server's 404 into ``ScheduleNotFound``."""
    try:
        yield
    except ApiException as error:
        if error.status == 404:
            raise ScheduleNotFound(f"there is no schedule {name!r}: {error}") from error
        raise


@contextmanager
def readable(cron: str) -> Generator[None, None, None]:
    """Turn the server's refusal of a cron expression into ``InvalidCronExpression``.

    Server: 400 from Orkes; the open-source one answers 500 "Invalid cron expression".
    """
    try:
        yield
    except ApiException as error:
        if error.status == 400 or (error.status == 500 and "cron" in str(error.message).lower()):
            raise InvalidCronExpression(
                f"the server cannot read the cron expression {cron!r}: {error}"
            ) from error
        raise
