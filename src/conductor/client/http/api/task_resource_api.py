from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    # isort: off
    from conductor.client.http.models import (
        ExternalStorageLocation, PollData, SearchResultTask, SearchResultTaskSummary, SignalResponse, Task,
        TaskExecLog, TaskResult, TaskResultStatus, Workflow,
    )


def this_machine() -> str:
    """The name of this machine: who reports a task when nobody says."""
    from socket import gethostname

    return gethostname()


class TaskResourceApi(ResourceApi):
    """The ``/tasks`` endpoints: poll, report, look up and search tasks, and their queues."""

    @endpoint("GET", "/tasks/queue/all")
    def all(self, **options: Unpack[CallOptions]) -> dict[str, int]:
        """Get the size of every queue, by queue name."""
    all_with_http_info = with_http_info(all)

    @endpoint("GET", "/tasks/queue/all/verbose")
    def all_verbose(self, **options: Unpack[CallOptions]) -> dict[str, dict[str, dict[str, int]]]:
        """Get the size, unacknowledged messages and shards of every queue."""
    all_verbose_with_http_info = with_http_info(all_verbose)

    @endpoint("GET", "/tasks/poll/batch/{tasktype}")
    def batch_poll(
        self, tasktype: str, *, workerid: str | None = None, domain: str | None = None,
        count: int | None = None, timeout: int | None = None, **options: Unpack[CallOptions],
    ) -> list[Task]:
        """Take up to ``count`` tasks of a type, waiting at most ``timeout`` milliseconds for the first."""
    batch_poll_with_http_info = with_http_info(batch_poll)

    @endpoint("GET", "/tasks/queue/polldata/all")
    def get_all_poll_data(self, **options: Unpack[CallOptions]) -> list[PollData]:
        """List who polled last, for every task type."""
    get_all_poll_data_with_http_info = with_http_info(get_all_poll_data)

    @endpoint("GET", "/tasks/externalstoragelocation")
    def get_external_storage_location1(
        self, path: str, operation: str, payload_type: str, **options: Unpack[CallOptions]
    ) -> ExternalStorageLocation:
        """Get the address under which a task's large payload is stored."""
    get_external_storage_location1_with_http_info = with_http_info(get_external_storage_location1)

    @endpoint("GET", "/tasks/queue/polldata")
    def get_poll_data(self, task_type: str, **options: Unpack[CallOptions]) -> list[PollData]:
        """List who polled last, for one task type."""
    get_poll_data_with_http_info = with_http_info(get_poll_data)

    @endpoint("GET", "/tasks/{taskId}")
    def get_task(self, task_id: str, **options: Unpack[CallOptions]) -> Task:
        """Get a task by its id."""
    get_task_with_http_info = with_http_info(get_task)

    @endpoint("GET", "/tasks/{taskId}/log")
    def get_task_logs(self, task_id: str, **options: Unpack[CallOptions]) -> list[TaskExecLog]:
        """Get the log of a task."""
    get_task_logs_with_http_info = with_http_info(get_task_logs)

    @endpoint("POST", "/tasks/{taskId}/log")
    def log(self, body: str, task_id: str, **options: Unpack[CallOptions]) -> None:
        """Append a line to the log of a task; ``body`` is the text."""
    log_with_http_info = with_http_info(log)

    @endpoint("GET", "/tasks/poll/{tasktype}", returns="Task")
    def _poll(
        self, tasktype: str, *, workerid: str | None = None, domain: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Task | None: ...

    def poll(
        self, tasktype: str, *, workerid: str | None = None, domain: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Task:
        """Take one task of a type; an empty Task, its ``task_id`` None, when there is none."""
        # Upstream: both lines answer an empty Task, and programs ask for its task_id.
        from conductor.client.http.models.task import Task

        return self._poll(tasktype, workerid=workerid, domain=domain, **options) or Task()

    poll_with_http_info = with_http_info(_poll)

    @endpoint("POST", "/tasks/queue/requeue/{taskType}", accept="text/plain")
    def requeue_pending_task(self, task_type: str, **options: Unpack[CallOptions]) -> str:
        """Queue again the pending tasks of a type."""
    requeue_pending_task_with_http_info = with_http_info(requeue_pending_task)

    @endpoint("GET", "/tasks/search", returns="SearchResultTaskSummary")
    def search1(
        self, *, start: int | None = None, size: int | None = None, sort: str | None = None,
        free_text: str | None = None, query: str | None = None, **options: Unpack[CallOptions],
    ) -> SearchResultTaskSummary[Any]:
        """Search tasks; the result holds summaries."""
    search1_with_http_info = with_http_info(search1)

    @endpoint("GET", "/tasks/search-v2", returns="SearchResultTask")
    def search_v21(
        self, *, start: int | None = None, size: int | None = None, sort: str | None = None,
        free_text: str | None = None, query: str | None = None, **options: Unpack[CallOptions],
    ) -> SearchResultTask[Any]:
        """Search tasks; the result holds whole tasks."""
    search_v21_with_http_info = with_http_info(search_v21)

    @endpoint("POST", "/tasks/{workflowId}/{status}/signal")
    def signal_workflow_task_async(
        self, workflow_id: str, status: str, body: dict[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Complete the task that a workflow waits in, and return at once."""
    signal_workflow_task_async_with_http_info = with_http_info(signal_workflow_task_async)

    @endpoint("POST", "/tasks/{workflowId}/{status}/signal/sync")
    def signal_workflow_task_sync(
        self, workflow_id: str, status: str, body: dict[str, Any], *, return_strategy: str | None = None,
        **options: Unpack[CallOptions],
    ) -> SignalResponse:
        """Complete the task that a workflow waits in, and wait for what follows."""
    signal_workflow_task_sync_with_http_info = with_http_info(signal_workflow_task_sync)

    @endpoint("GET", "/tasks/queue/sizes")
    def size(self, *, task_type: list[str] | None = None, **options: Unpack[CallOptions]) -> dict[str, int]:
        """Get the queue sizes of the named task types."""
    size_with_http_info = with_http_info(size)

    @endpoint("POST", "/tasks", accept="text/plain")
    def update_task(self, body: TaskResult | dict[str, Any], **options: Unpack[CallOptions]) -> str:
        """Report the result of a task; the answer is the task id."""
    update_task_with_http_info = with_http_info(update_task)

    @endpoint(
        "POST", "/tasks/{workflowId}/{taskRefName}/{status}",
        accept="text/plain", when_none={"workerid": this_machine},
    )
    def update_task1(
        self, body: dict[str, Any], workflow_id: str, task_ref_name: str, status: TaskResultStatus | str,
        *, workerid: str | None = None, **options: Unpack[CallOptions],
    ) -> str:
        """Complete a task by its reference name; ``body`` is its output."""
    update_task1_with_http_info = with_http_info(update_task1)

    @endpoint("POST", "/tasks/{workflowId}/{taskRefName}/{status}/sync", when_none={"workerid": this_machine})
    def update_task_sync(
        self, body: dict[str, Any], workflow_id: str, task_ref_name: str, status: TaskResultStatus | str,
        *, workerid: str | None = None, **options: Unpack[CallOptions],
    ) -> Workflow:
        """Complete a task by its reference name and get the workflow after it."""
    update_task_sync_with_http_info = with_http_info(update_task_sync)

    @endpoint("POST", "/tasks/update-v2", returns="Task")
    def update_task_v2(
        self, body: TaskResult | dict[str, Any], **options: Unpack[CallOptions]
    ) -> Task | None:
        """Report the result of a task and take the next of the same type, or None when there is none."""
    update_task_v2_with_http_info = with_http_info(update_task_v2)

    @endpoint("GET", "/tasks/queue/size")
    def get_queue_size(
        self, task_type: str, *, domain: str | None = None, isolation_group_id: str | None = None,
        execution_namespace: str | None = None, **options: Unpack[CallOptions],
    ) -> int:
        """Get the size of one queue: of a task type, perhaps in a domain."""
    get_queue_size_with_http_info = with_http_info(get_queue_size)
