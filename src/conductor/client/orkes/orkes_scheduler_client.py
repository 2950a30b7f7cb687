"""The client of schedules."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from conductor.client._schedules import by_wire_name, found, readable, start_request
from conductor.client.exceptions import ApiException
from conductor.client.orkes.orkes_base_client import OrkesBaseClient, given
from conductor.client.scheduler_client import SchedulerClient

if TYPE_CHECKING:
    from conductor.client._schedules import Schedule, ScheduleInfo
    from conductor.client.http.models.save_schedule_request import SaveScheduleRequest
    from conductor.client.http.models.search_result_workflow_schedule_execution_model import (
        SearchResultWorkflowScheduleExecutionModel,
    )
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.http.models.workflow_schedule import WorkflowSchedule
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)


class OrkesSchedulerClient(OrkesBaseClient, SchedulerClient):
    """See ``SchedulerClient``."""

    def save_schedule(self, save_schedule_request: SaveScheduleRequest) -> None:
        self.schedulerResourceApi.save_schedule(save_schedule_request)

    def get_schedule(self, name: str) -> WorkflowSchedule | None:
        return self.schedulerResourceApi.get_schedule(name)

    def get_all_schedules(self, workflow_name: str | None = None) -> list[WorkflowSchedule]:
        return self.schedulerResourceApi.get_all_schedules(**given(workflow_name=workflow_name))

    def get_next_few_schedule_execution_times(
        self,
        cron_expression: str,
        schedule_start_time: int | None = None,
        schedule_end_time: int | None = None,
        limit: int | None = None,
    ) -> list[int]:
        bounds = given(
            schedule_start_time=schedule_start_time, schedule_end_time=schedule_end_time, limit=limit
        )
        return self.schedulerResourceApi.get_next_few_schedules(cron_expression, **bounds)

    def delete_schedule(self, name: str) -> None:
        self.schedulerResourceApi.delete_schedule(name)

    def pause_schedule(self, name: str, reason: str | None = None) -> None:
        query = given(reason=reason)
        try:
            self.schedulerResourceApi.pause_schedule(name, **query)
        except ApiException as error:
            self._by_get(error, name, "pause", query)

    def resume_schedule(self, name: str) -> None:
        try:
            self.schedulerResourceApi.resume_schedule(name)
        except ApiException as error:
            self._by_get(error, name, "resume", {})

    def _by_get(self, error: ApiException, name: str, action: str, query: dict[str, Any]) -> None:
        # Server: the open-source one and newer Orkes take PUT; older Orkes take GET and answer PUT with 405.
        if error.status != 405:
            raise error
        logger.debug("this server pauses and resumes schedules by GET")
        old = getattr(self.schedulerResourceApi, f"{action}_schedule_by_get")
        old(name, **query)

    def pause_all_schedules(self) -> None:
        self.schedulerResourceApi.pause_all_schedules()

    def resume_all_schedules(self) -> None:
        self.schedulerResourceApi.resume_all_schedules()

    def search_schedule_executions(
        self,
        start: int | None = None,
        size: int | None = None,
        sort: str | None = None,
        free_text: str | None = None,
        query: str | None = None,
    ) -> SearchResultWorkflowScheduleExecutionModel[Any]:
        terms = given(start=start, size=size, sort=sort, free_text=free_text, query=query)
        return self.schedulerResourceApi.search_v21(**terms)

    def requeue_all_execution_records(self) -> None:
        self.schedulerResourceApi.requeue_all_execution_records()

    def set_scheduler_tags(self, tags: list[MetadataTag], name: str) -> None:
        self.schedulerResourceApi.put_tag_for_schedule(tags, name)

    def get_scheduler_tags(self, name: str) -> list[TagObject]:
        return self.schedulerResourceApi.get_tags_for_schedule(name)

    def delete_scheduler_tags(self, tags: list[MetadataTag], name: str) -> None:
        self.schedulerResourceApi.delete_tag_for_schedule(tags, name)

    def pause(self, wire_name: str, reason: str | None = None) -> None:
        with found(wire_name):
            self.pause_schedule(wire_name, reason)

    def resume(self, wire_name: str) -> None:
        with found(wire_name):
            self.resume_schedule(wire_name)

    def delete(self, wire_name: str) -> None:
        with found(wire_name):
            self.delete_schedule(wire_name)

    def preview_next(
        self, cron: str, n: int = 5, start_at: int | None = None, end_at: int | None = None
    ) -> list[int]:
        bounds = given(schedule_start_time=start_at, schedule_end_time=end_at)
        with readable(cron):
            return list(self.schedulerResourceApi.get_next_few_schedules(cron, limit=n, **bounds) or [])

    def run_now(self, info: ScheduleInfo) -> str:
        return self.workflowResourceApi.start_workflow(body=start_request(info.agent, info.input))

    def reconcile(self, agent_name: str, desired: list[Schedule] | None) -> None:
        if desired is None:
            return
        wanted = by_wire_name(agent_name, desired)
        there = self.schedulerResourceApi.get_all_schedules(workflow_name=agent_name) or []
        for schedule in wanted.values():
            with readable(schedule.cron):
                self.schedulerResourceApi.save_schedule(schedule.save_request(agent_name))
        for extra in there:
            if extra.name is not None and extra.name not in wanted:
                self.schedulerResourceApi.delete_schedule(extra.name)
