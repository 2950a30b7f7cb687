from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, endpoint, with_http_info
from conductor.client.http.api._newer_workflow_endpoints import NewerWorkflowEndpoints

if TYPE_CHECKING:
    from typing_extensions import Unpack

    # isort: off
    from conductor.client.http.models import (
        CorrelationIdsSearchRequest, RerunWorkflowRequest, ScrollableSearchResultWorkflowSummary,
        SearchResultTask, SignalResponse, SkipTaskRequest, StartWorkflowRequest, Workflow, WorkflowRun,
        WorkflowStateUpdate, WorkflowStatus, WorkflowTestRequest,
    )

_EXECUTION_HEADERS = {
    "authorization": "authorization", "request_id": "requestId",
    "wait_for_seconds": "waitForSeconds", "wait_until_task_ref": "waitUntilTaskRef",
}


def new_request_id() -> str:
    """A name for one request; the server's log shows it."""
    import uuid

    return str(uuid.uuid4())


class WorkflowResourceApi(NewerWorkflowEndpoints):
    """The ``/workflow`` endpoints: start, execute, look up, steer and search executions."""

    @endpoint("PUT", "/workflow/decide/{workflowId}")
    def decide(self, workflow_id: str, **options: Unpack[CallOptions]) -> None:
        """Let the server look at an execution again and schedule what is due."""
    decide_with_http_info = with_http_info(decide)

    @endpoint("DELETE", "/workflow/{workflowId}/remove")
    def delete(
        self, workflow_id: str, *, archive_workflow: bool | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Remove an execution, into the archive unless told otherwise."""
    delete1_with_http_info = with_http_info(delete)

    # Server: version 0 is the latest one.
    @endpoint(
        "POST", "/workflow/execute/{name}/{version}", when_none={"request_id": new_request_id, "version": 0}
    )
    def execute_workflow(
        self, body: StartWorkflowRequest | dict[str, Any], request_id: str | None, name: str | None,
        version: int | None, *, wait_until_task_ref: str | None = None, wait_for_seconds: int | None = None,
        **options: Unpack[CallOptions],
    ) -> WorkflowRun:
        """Start a workflow and wait for it, at most ``wait_for_seconds`` seconds."""
    execute_workflow_with_http_info = with_http_info(execute_workflow)

    @endpoint("POST", "/workflow/execute/{name}", headers=_EXECUTION_HEADERS)
    def execute_workflow_as_api(
        self, body: dict[str, Any], name: str, *, request_id: str | None = None,
        wait_until_task_ref: str | None = None, wait_for_seconds: int | None = None,
        authorization: str | None = None, version: int | None = None, **options: Unpack[CallOptions],
    ) -> dict[str, Any]:
        """Start a workflow as if it were an API, and get its output (Orkes only)."""
    execute_workflow_as_api_with_http_info = with_http_info(execute_workflow_as_api)

    @endpoint("GET", "/workflow/execute/{name}", headers=_EXECUTION_HEADERS)
    def execute_workflow_as_get_api(
        self, name: str, *, version: int | None = None, request_id: str | None = None,
        wait_until_task_ref: str | None = None, wait_for_seconds: int | None = None,
        authorization: str | None = None, **options: Unpack[CallOptions],
    ) -> dict[str, Any]:
        """Start a workflow without input as if it were an API, and get its output (Orkes only)."""
    execute_workflow_as_get_api_with_http_info = with_http_info(execute_workflow_as_get_api)

    @endpoint("POST", "/workflow/execute/{name}/{version}", when_none={"version": 0})
    def execute_workflow_with_return_strategy(
        self, body: StartWorkflowRequest | dict[str, Any], name: str | None, version: int | None,
        *, request_id: str | None = None, wait_until_task_ref: str | None = None,
        wait_for_seconds: int | None = None, consistency: str | None = None,
        return_strategy: str | None = None, **options: Unpack[CallOptions],
    ) -> SignalResponse:
        """Start a workflow, wait, and get what ``return_strategy`` names."""
    execute_workflow_with_return_strategy_with_http_info = with_http_info(
        execute_workflow_with_return_strategy
    )

    @endpoint("GET", "/workflow/{workflowId}")
    def get_execution_status(
        self, workflow_id: str, *, include_tasks: bool | None = None, summarize: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Workflow:
        """Get an execution, with its tasks unless told otherwise."""
    get_execution_status_with_http_info = with_http_info(get_execution_status)

    @endpoint("GET", "/workflow/{workflowId}/tasks", returns="SearchResultTask")
    def get_execution_status_task_list(
        self, workflow_id: str, *, start: int | None = None, count: int | None = None,
        status: list[str] | None = None, **options: Unpack[CallOptions],
    ) -> SearchResultTask[Any]:
        """Get the tasks of an execution, page by page."""
    get_execution_status_task_list_with_http_info = with_http_info(get_execution_status_task_list)

    @endpoint("GET", "/workflow/running/{name}")
    def get_running_workflow(
        self, name: str, *, version: int | None = None, start_time: int | None = None,
        end_time: int | None = None, **options: Unpack[CallOptions],
    ) -> list[str]:
        """List the ids of the running executions of a workflow; times in epoch milliseconds."""
    get_running_workflow_with_http_info = with_http_info(get_running_workflow)

    @endpoint("GET", "/workflow/{workflowId}/status")
    def get_workflow_status_summary(
        self, workflow_id: str, *, include_output: bool | None = None, include_variables: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> WorkflowStatus:
        """Get the status of an execution, with its output or variables when asked for."""
    get_workflow_status_summary_with_http_info = with_http_info(get_workflow_status_summary)

    @endpoint("POST", "/workflow/{name}/correlated")
    def get_workflows(
        self, body: list[str], name: str, *, include_closed: bool | None = None,
        include_tasks: bool | None = None, **options: Unpack[CallOptions],
    ) -> dict[str, list[Workflow]]:
        """Get the executions of a workflow for each of several correlation ids."""
    get_workflows_with_http_info = with_http_info(get_workflows)

    @endpoint("GET", "/workflow/{name}/correlated/{correlationId}")
    def get_workflows2(
        self, name: str, correlation_id: str, *, include_closed: bool | None = None,
        include_tasks: bool | None = None, **options: Unpack[CallOptions],
    ) -> list[Workflow]:
        """Get the executions of a workflow for one correlation id."""
    get_workflows2_with_http_info = with_http_info(get_workflows2)

    @endpoint("POST", "/workflow/correlated/batch")
    def get_workflows_batch(
        self, body: CorrelationIdsSearchRequest | dict[str, Any], *, include_closed: bool | None = None,
        include_tasks: bool | None = None, **options: Unpack[CallOptions],
    ) -> dict[str, list[Workflow]]:
        """Get executions by workflow names and correlation ids (Orkes only)."""
    get_workflows1_with_http_info = with_http_info(get_workflows_batch)
    get_workflows_by_correlation_id_in_batch = get_workflows_batch

    @endpoint("POST", "/workflow/{workflowId}/jump/{taskReferenceName}")
    def jump_to_task(
        self, body: dict[str, Any], workflow_id: str, *, task_reference_name: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Move a running execution to another of its tasks (Orkes only)."""
    jump_to_task_with_http_info = with_http_info(jump_to_task)

    @endpoint("PUT", "/workflow/{workflowId}/pause")
    def pause_workflow(self, workflow_id: str, **options: Unpack[CallOptions]) -> None:
        """Pause an execution: what runs ends, nothing new is scheduled."""
    pause_workflow_with_http_info = with_http_info(pause_workflow)
    pause_workflow1 = pause_workflow

    @endpoint("POST", "/workflow/{workflowId}/rerun", accept="text/plain")
    def rerun(
        self, body: RerunWorkflowRequest | dict[str, Any], workflow_id: str, **options: Unpack[CallOptions]
    ) -> str:
        """Run an execution again from one of its tasks."""
    rerun_with_http_info = with_http_info(rerun)

    @endpoint("POST", "/workflow/{workflowId}/resetcallbacks")
    def reset_workflow(self, workflow_id: str, **options: Unpack[CallOptions]) -> None:
        """Let tasks that wait for a callback be polled at once."""
    reset_workflow_with_http_info = with_http_info(reset_workflow)

    @endpoint("POST", "/workflow/{workflowId}/restart")
    def restart(
        self, workflow_id: str, *, use_latest_definitions: bool | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Restart a finished execution from the beginning."""
    restart_with_http_info = with_http_info(restart)
    restart1 = restart

    @endpoint("PUT", "/workflow/{workflowId}/resume")
    def resume_workflow(self, workflow_id: str, **options: Unpack[CallOptions]) -> None:
        """Resume a paused execution."""
    resume_workflow_with_http_info = with_http_info(resume_workflow)
    resume_workflow1 = resume_workflow

    @endpoint("POST", "/workflow/{workflowId}/retry")
    def retry(
        self, workflow_id: str, *, resume_subworkflow_tasks: bool | None = None,
        retry_if_retried_by_parent: bool | None = None, **options: Unpack[CallOptions],
    ) -> None:
        """Retry the last failed task of an execution."""
    retry_with_http_info = with_http_info(retry)
    retry1 = retry

    @endpoint("GET", "/workflow/search")
    def search(
        self, *, query_id: str | None = None, start: int | None = None, size: int | None = None,
        free_text: str | None = None, query: str | None = None, skip_cache: bool | None = None,
        sort: str | None = None, **options: Unpack[CallOptions],
    ) -> ScrollableSearchResultWorkflowSummary:
        """Search executions; the result holds summaries."""
    search_with_http_info = with_http_info(search)

    @endpoint("POST", "/workflow/{workflowId}/messages", accept="text/plain")
    def send_workflow_message(
        self, body: dict[str, Any], workflow_id: str, **options: Unpack[CallOptions]
    ) -> str:
        """Send a message to a running execution (Orkes only)."""
    send_workflow_message_with_http_info = with_http_info(send_workflow_message)

    @endpoint("PUT", "/workflow/{workflowId}/skiptask/{taskReferenceName}", body="skip_task_request")
    def skip_task_from_workflow(
        self, workflow_id: str, task_reference_name: str,
        skip_task_request: SkipTaskRequest | dict[str, Any] | None = None, **options: Unpack[CallOptions],
    ) -> None:
        """Skip a task that has not been scheduled yet; the request says its input and output.

        Server: the open-source one ignores the request (Orkes reads it).
        """
    skip_task_from_workflow_with_http_info = with_http_info(skip_task_from_workflow)

    @endpoint("POST", "/workflow", accept="text/plain")
    def start_workflow(
        self, body: StartWorkflowRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> str:
        """Start a workflow and get its execution id."""
    start_workflow_with_http_info = with_http_info(start_workflow)

    @endpoint("POST", "/workflow/{name}", accept="text/plain")
    def start_workflow1(
        self, body: dict[str, Any], name: str, *, version: int | None = None,
        correlation_id: str | None = None, priority: int | None = None, **options: Unpack[CallOptions],
    ) -> str:
        """Start a workflow by name; ``body`` is its input."""
    start_workflow1_with_http_info = with_http_info(start_workflow1)

    @endpoint("DELETE", "/workflow/{workflowId}")
    def terminate1(
        self, workflow_id: str, *, reason: str | None = None, trigger_failure_workflow: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Terminate an execution."""
    terminate1_with_http_info = with_http_info(terminate1)
    terminate = terminate1

    @endpoint("POST", "/workflow/test")
    def test_workflow(
        self, body: WorkflowTestRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> Workflow:
        """Run a definition on mocked task outputs and get the execution."""
    test_workflow_with_http_info = with_http_info(test_workflow)

    @endpoint(
        "POST", "/workflow/{workflowId}/state",
        body="update_requesst", when_none={"request_id": new_request_id},
    )
    def update_workflow_and_task_state(
        self, update_requesst: WorkflowStateUpdate | dict[str, Any], workflow_id: str,
        *, request_id: str | None = None, wait_until_task_ref: str | None = None,
        wait_for_seconds: int | None = None, **options: Unpack[CallOptions],
    ) -> WorkflowRun:
        """Set variables and complete a task in one call, and wait for what follows (Orkes only)."""

    # Upstream: the form with the HTTP answer has other parameters.
    @endpoint("POST", "/workflow/{workflowId}/state")
    def _update_workflow_and_task_state(
        self, body: WorkflowStateUpdate | dict[str, Any], request_id: str, workflow_id: str,
        *, wait_until_task_ref: str | None = None, wait_for_seconds: int | None = None,
        **options: Unpack[CallOptions],
    ) -> WorkflowRun: ...
    update_workflow_and_task_state_with_http_info = with_http_info(_update_workflow_and_task_state)

    @endpoint("POST", "/workflow/{workflowId}/variables")
    def update_workflow_state(
        self, body: dict[str, Any], workflow_id: str, **options: Unpack[CallOptions]
    ) -> Workflow:
        """Set variables of a running execution (Orkes only)."""
    update_workflow_state_with_http_info = with_http_info(update_workflow_state)

    @endpoint("POST", "/workflow/{workflowId}/upgrade")
    def upgrade_running_workflow_to_version(
        self, body: dict[str, Any], workflow_id: str, **options: Unpack[CallOptions]
    ) -> None:
        """Move a running execution to another version of its definition (Orkes only)."""
    upgrade_running_workflow_to_version_with_http_info = with_http_info(upgrade_running_workflow_to_version)
