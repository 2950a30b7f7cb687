from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    # isort: off
    from conductor.client.http.models import (
        ExternalStorageLocation, SearchResultWorkflow, SearchResultWorkflowSummary,
    )


class NewerWorkflowEndpoints(ResourceApi):
    """The ``/workflow`` endpoints of server 3.32.3 that no published SDK calls."""

    @endpoint("GET", "/workflow/search-v2", returns="SearchResultWorkflow")
    def search_v2(
        self, *, start: int | None = None, size: int | None = None, sort: str | None = None,
        free_text: str | None = None, query: str | None = None, classifier: str | None = None,
        top_level_only: bool | None = None, **options: Unpack[CallOptions],
    ) -> SearchResultWorkflow[Any]:
        """Search executions; the result holds executions, without their tasks."""
    search_v2_with_http_info = with_http_info(search_v2)

    @endpoint("GET", "/workflow/search-by-tasks", returns="SearchResultWorkflowSummary")
    def search_by_tasks(
        self, *, start: int | None = None, size: int | None = None, sort: str | None = None,
        free_text: str | None = None, query: str | None = None, **options: Unpack[CallOptions],
    ) -> SearchResultWorkflowSummary[Any]:
        """Search executions by their tasks; the result holds summaries."""
    search_by_tasks_with_http_info = with_http_info(search_by_tasks)

    @endpoint("GET", "/workflow/search-by-tasks-v2", returns="SearchResultWorkflow")
    def search_by_tasks_v2(
        self, *, start: int | None = None, size: int | None = None, sort: str | None = None,
        free_text: str | None = None, query: str | None = None, **options: Unpack[CallOptions],
    ) -> SearchResultWorkflow[Any]:
        """Search executions by their tasks; the result holds executions."""
    search_by_tasks_v2_with_http_info = with_http_info(search_by_tasks_v2)

    @endpoint("DELETE", "/workflow/{workflowId}/terminate-remove")
    def terminate_remove(
        self, workflow_id: str, *, reason: str | None = None, archive_workflow: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Terminate an execution and remove it."""
    terminate_remove_with_http_info = with_http_info(terminate_remove)

    @endpoint("GET", "/workflow/externalstoragelocation")
    def get_external_storage_location(
        self, path: str, operation: str, payload_type: str, **options: Unpack[CallOptions]
    ) -> ExternalStorageLocation:
        """Get the address under which an execution's large payload is stored."""
    get_external_storage_location_with_http_info = with_http_info(get_external_storage_location)
