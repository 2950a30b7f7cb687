from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import CronSchedule, StartWorkflowRequest, TagObject


class WorkflowSchedule(Model):
    """A workflow started by the clock. Times are epoch milliseconds."""

    name: str | None = None
    cron_expression: str | None = None
    run_catchup_schedule_instances: bool | None = None
    paused: bool | None = None
    start_workflow_request: StartWorkflowRequest | None = None
    schedule_start_time: int | None = None
    schedule_end_time: int | None = None
    create_time: int | None = None
    updated_time: int | None = None
    created_by: str | None = None
    updated_by: str | None = None
    zone_id: str | None = None
    tags: list[TagObject] | None = None
    paused_reason: str | None = None
    description: str | None = None
    # Known to server 3.32.3, not upstream:
    cron_schedules: list[CronSchedule] | None = None
    next_run_time: int | None = None
