from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import (
        BulkResponse,
        SaveScheduleRequest,
        SearchResultWorkflowScheduleExecutionModel,
        TagObject,
        WorkflowSchedule,
    )
    from conductor.client.orkes.models.metadata_tag import Tags


class SchedulerResourceApi(ResourceApi):
    """The ``/scheduler`` endpoints: workflows started by cron expressions."""

    @endpoint("DELETE", "/scheduler/schedules/{name}")
    def delete_schedule(self, name: str, **options: Unpack[CallOptions]) -> Any:
        """Delete a schedule."""
    delete_schedule_with_http_info = with_http_info(delete_schedule)

    @endpoint("DELETE", "/scheduler/schedules/{name}/tags")
    def delete_tag_for_schedule(self, body: Tags, name: str, **options: Unpack[CallOptions]) -> None:
        """Take tags off a schedule (Orkes only)."""
    delete_tag_for_schedule_with_http_info = with_http_info(delete_tag_for_schedule)

    @endpoint("GET", "/scheduler/schedules")
    def get_all_schedules(
        self, *, workflow_name: str | None = None, **options: Unpack[CallOptions]
    ) -> list[WorkflowSchedule]:
        """List the schedules, those of one workflow when it is named."""
    get_all_schedules_with_http_info = with_http_info(get_all_schedules)

    @endpoint("GET", "/scheduler/nextFewSchedules")
    def get_next_few_schedules(
        self, cron_expression: str, *, schedule_start_time: int | None = None,
        schedule_end_time: int | None = None, limit: int | None = None, **options: Unpack[CallOptions],
    ) -> list[int]:
        """Get the next times, in epoch milliseconds, at which a cron expression fires."""
    get_next_few_schedules_with_http_info = with_http_info(get_next_few_schedules)

    @endpoint("GET", "/scheduler/schedules/{name}")
    def get_schedule(self, name: str, **options: Unpack[CallOptions]) -> WorkflowSchedule:
        """Get a schedule."""
    get_schedule_with_http_info = with_http_info(get_schedule)

    @endpoint("GET", "/scheduler/schedules/{name}/tags")
    def get_tags_for_schedule(self, name: str, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List the tags of a schedule (Orkes only)."""
    get_tags_for_schedule_with_http_info = with_http_info(get_tags_for_schedule)

    @endpoint("GET", "/scheduler/admin/pause")
    def pause_all_schedules(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Stop every schedule from firing."""
    pause_all_schedules_with_http_info = with_http_info(pause_all_schedules)

    @endpoint("PUT", "/scheduler/schedules/{name}/pause")
    def pause_schedule(self, name: str, *, reason: str | None = None, **options: Unpack[CallOptions]) -> Any:
        """Stop a schedule from firing until it is resumed."""
    pause_schedule_with_http_info = with_http_info(pause_schedule)

    @endpoint("GET", "/scheduler/schedules/{name}/pause")
    def pause_schedule_by_get(
        self, name: str, *, reason: str | None = None, **options: Unpack[CallOptions]
    ) -> Any:
        """Stop a schedule from firing, on older Orkes servers."""

    @endpoint("PUT", "/scheduler/schedules/{name}/tags")
    def put_tag_for_schedule(self, body: Tags, name: str, **options: Unpack[CallOptions]) -> None:
        """Put tags on a schedule (Orkes only)."""
    put_tag_for_schedule_with_http_info = with_http_info(put_tag_for_schedule)

    @endpoint("GET", "/scheduler/admin/requeue")
    def requeue_all_execution_records(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Queue all execution records again."""
    requeue_all_execution_records_with_http_info = with_http_info(requeue_all_execution_records)

    @endpoint("GET", "/scheduler/admin/resume")
    def resume_all_schedules(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Let every schedule fire again."""
    resume_all_schedules_with_http_info = with_http_info(resume_all_schedules)

    @endpoint("PUT", "/scheduler/schedules/{name}/resume")
    def resume_schedule(self, name: str, **options: Unpack[CallOptions]) -> Any:
        """Let a paused schedule fire again."""
    resume_schedule_with_http_info = with_http_info(resume_schedule)

    @endpoint("GET", "/scheduler/schedules/{name}/resume")
    def resume_schedule_by_get(self, name: str, **options: Unpack[CallOptions]) -> Any:
        """Let a paused schedule fire again, on older Orkes servers."""

    @endpoint("POST", "/scheduler/schedules")
    def save_schedule(
        self, body: SaveScheduleRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> Any:
        """Create a schedule, or replace it."""
    save_schedule_with_http_info = with_http_info(save_schedule)

    @endpoint("GET", "/scheduler/search/executions", returns="SearchResultWorkflowScheduleExecutionModel")
    def search_v21(
        self, *, start: int | None = None, size: int | None = None, sort: str | None = None,
        free_text: str | None = None, query: str | None = None, **options: Unpack[CallOptions],
    ) -> SearchResultWorkflowScheduleExecutionModel[Any]:
        """Search the workflow starts that schedules made."""
    search_v21_with_http_info = with_http_info(search_v21)

    @endpoint("GET", "/scheduler/test/timeout")
    def test_timeout(self, **options: Unpack[CallOptions]) -> None:
        """Wait until the server's time limit strikes (a test endpoint of Orkes)."""
    test_timeout_with_http_info = with_http_info(test_timeout)

    @endpoint("PUT", "/scheduler/bulk/pause", returns="BulkResponse")
    def pause_schedules(self, body: list[str], **options: Unpack[CallOptions]) -> BulkResponse[str]:
        """Stop schedules, given by name, from firing."""
    pause_schedules_with_http_info = with_http_info(pause_schedules)

    @endpoint("PUT", "/scheduler/bulk/resume", returns="BulkResponse")
    def resume_schedules(self, body: list[str], **options: Unpack[CallOptions]) -> BulkResponse[str]:
        """Let paused schedules, given by name, fire again."""
    resume_schedules_with_http_info = with_http_info(resume_schedules)

    @endpoint("GET", "/scheduler/schedules/search")
    def search_schedules(
        self, *, workflow_name: str | None = None, schedule_name: str | None = None,
        paused: bool | None = None, free_text: str | None = None, start: int | None = None,
        size: int | None = None, sort: str | None = None, **options: Unpack[CallOptions],
    ) -> dict[str, Any]:
        """Search schedules: ``totalHits`` and a page of ``results``."""
    search_schedules_with_http_info = with_http_info(search_schedules)
