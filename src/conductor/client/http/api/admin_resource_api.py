from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import Task


class AdminResourceApi(ResourceApi):
    """The ``/admin`` endpoints: the server's settings, its queues, and help for stuck executions."""

    @endpoint("GET", "/admin/config")
    def get_all_config(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get the server's settings."""
    get_all_config_with_http_info = with_http_info(get_all_config)

    @endpoint("GET", "/admin/queues")
    def get_event_queues(
        self, *, verbose: bool | None = None, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """Get the event queues, with their sizes when ``verbose``."""
    get_event_queues_with_http_info = with_http_info(get_event_queues)

    @endpoint("GET", "/admin/task/{tasktype}")
    def view(
        self, tasktype: str, *, start: int | None = None, count: int | None = None,
        **options: Unpack[CallOptions],
    ) -> list[Task]:
        """List the pending tasks of a type."""
    view_with_http_info = with_http_info(view)

    @endpoint("POST", "/admin/consistency/verifyAndRepair/{workflowId}", accept="text/plain")
    def verify_and_repair_workflow_consistency(self, workflow_id: str, **options: Unpack[CallOptions]) -> str:
        """Compare an execution with its queues and repair what is missing; answers true or false."""
    verify_and_repair_workflow_consistency_with_http_info = with_http_info(
        verify_and_repair_workflow_consistency
    )

    @endpoint("POST", "/admin/sweep/requeue/{workflowId}", accept="text/plain")
    def requeue_sweep(self, workflow_id: str, **options: Unpack[CallOptions]) -> str:
        """Let the server look at an execution again soon."""
    requeue_sweep_with_http_info = with_http_info(requeue_sweep)

    @endpoint("GET", "/providers/status")
    def get_provider_status(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get which providers of language models the server can reach."""
    get_provider_status_with_http_info = with_http_info(get_provider_status)
