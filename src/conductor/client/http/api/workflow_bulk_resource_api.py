from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import BulkResponse


class WorkflowBulkResourceApi(ResourceApi):
    """The ``/workflow/bulk`` endpoints: one operation on many executions, given by id."""

    @endpoint("PUT", "/workflow/bulk/pause", returns="BulkResponse")
    def pause_workflow(self, body: list[str], **options: Unpack[CallOptions]) -> BulkResponse[str]:
        """Pause executions."""
    pause_workflow_with_http_info = with_http_info(pause_workflow)

    @endpoint("POST", "/workflow/bulk/restart", returns="BulkResponse")
    def restart(
        self, body: list[str], *, use_latest_definitions: bool | None = None, **options: Unpack[CallOptions]
    ) -> BulkResponse[str]:
        """Restart finished executions from the beginning."""
    restart_with_http_info = with_http_info(restart)

    @endpoint("PUT", "/workflow/bulk/resume", returns="BulkResponse")
    def resume_workflow(self, body: list[str], **options: Unpack[CallOptions]) -> BulkResponse[str]:
        """Resume paused executions."""
    resume_workflow_with_http_info = with_http_info(resume_workflow)

    @endpoint("POST", "/workflow/bulk/retry", returns="BulkResponse")
    def retry(self, body: list[str], **options: Unpack[CallOptions]) -> BulkResponse[str]:
        """Retry the last failed task of executions."""
    retry_with_http_info = with_http_info(retry)

    @endpoint("POST", "/workflow/bulk/terminate", returns="BulkResponse")
    def terminate(
        self,
        body: list[str],
        *,
        reason: str | None = None,
        triggerFailureWorkflow: bool | None = None,  # noqa: N803
        **options: Unpack[CallOptions],
    ) -> BulkResponse[str]:
        """Terminate running executions."""
    terminate_with_http_info = with_http_info(terminate)

    @endpoint("DELETE", "/workflow/bulk/remove", returns="BulkResponse")
    def remove(
        self, body: list[str], *, archive_workflow: bool | None = None, **options: Unpack[CallOptions]
    ) -> BulkResponse[str]:
        """Remove executions, into the archive unless told otherwise."""
    remove_with_http_info = with_http_info(remove)

    @endpoint("DELETE", "/workflow/bulk/terminate-remove", returns="BulkResponse")
    def terminate_remove(
        self, body: list[str], *, archive_workflow: bool | None = None, reason: str | None = None,
        **options: Unpack[CallOptions],
    ) -> BulkResponse[str]:
        """Terminate executions and remove them."""
    terminate_remove_with_http_info = with_http_info(terminate_remove)

    @endpoint("POST", "/workflow/bulk/search", returns="BulkResponse")
    def search(
        self, body: list[str], *, include_tasks: bool | None = None, **options: Unpack[CallOptions]
    ) -> BulkResponse[Any]:
        """Get executions by id, with their tasks unless told otherwise; each is a dict."""
    search_with_http_info = with_http_info(search)
