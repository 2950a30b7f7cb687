from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack


class QueueResourceApi(ResourceApi):
    """The ``/queue`` endpoints: tasks that wait for an event, completed from outside."""

    @endpoint("GET", "/queue/")
    def names(self, **options: Unpack[CallOptions]) -> dict[str, str]:
        """Get the names of the queues that complete tasks, by status."""
    names_with_http_info = with_http_info(names)

    @endpoint("GET", "/queue/size")
    def size(self, **options: Unpack[CallOptions]) -> dict[str, int]:
        """Get the sizes of these queues."""
    size_with_http_info = with_http_info(size)

    @endpoint("POST", "/queue/update/{workflowId}/{taskRefName}/{status}")
    def update(
        self, body: dict[str, Any], workflow_id: str, task_ref_name: str, status: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Complete a waiting task, known by its reference name; ``body`` is its output."""
    update_with_http_info = with_http_info(update)

    @endpoint("POST", "/queue/update/{workflowId}/task/{taskId}/{status}")
    def update_by_task_id(
        self, body: dict[str, Any], workflow_id: str, task_id: str, status: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Complete a waiting task, known by its id; ``body`` is its output."""
    update_by_task_id_with_http_info = with_http_info(update_by_task_id)
