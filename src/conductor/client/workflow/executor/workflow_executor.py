from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.exceptions import InvalidDefinition
from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
from conductor.client.workflow.executor._clients import ExecutorClients
from conductor.client.workflow.task._kinds import is_object

if TYPE_CHECKING:
    from conductor.client.http.models.correlation_ids_search_request import CorrelationIdsSearchRequest
    from conductor.client.http.models.rerun_workflow_request import RerunWorkflowRequest
    from conductor.client.http.models.scrollable_search_result_workflow_summary import (
        ScrollableSearchResultWorkflowSummary,
    )
    from conductor.client.http.models.signal_response import SignalResponse
    from conductor.client.http.models.skip_task_request import SkipTaskRequest
    from conductor.client.http.models.workflow import Workflow
    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.http.models.workflow_run import WorkflowRun
    from conductor.client.http.models.workflow_status import WorkflowStatus
    from conductor.client.workflow._finding import Finding
else:
    from conductor.client._published import __getattr__ as __getattr__


class WorkflowExecutor(ExecutorClients):
    """Registers, runs and steers workflows.

    Its ``metadata_client``, ``task_client`` and ``workflow_client`` are made when they are first needed.
    """

    def register_workflow(self, workflow: WorkflowDef, overwrite: bool | None = None) -> Any:
        """Register a definition. Raises InvalidDefinition where the server refuses it."""
        options = _given(overwrite=overwrite)
        answer: Any = self.metadata_client.update1(body=[workflow], **options)
        # Server: the bulk update answers 200 and tells its refusals in the body.
        refusals = answer.get("bulkErrorResults") if is_object(answer) else None
        if refusals:
            raise InvalidDefinition(
                "the server refused the definition", [f"{k}: {v}" for k, v in refusals.items()]
            )
        return answer

    def check_workflow(self, workflow: WorkflowDef) -> list[Finding]:
        """What the server would refuse in a definition. Nothing is registered."""
        from conductor.client.workflow.executor._server_check import refusals

        return refusals(self._api_client, workflow)

    def start_workflow(self, start_workflow_request: StartWorkflowRequest) -> str:
        """Start a workflow and don't wait. Returns the run's id."""
        return self.workflow_client.start_workflow(start_workflow_request=start_workflow_request)

    def start_workflows(self, *start_workflow_request: StartWorkflowRequest) -> list[str]:
        """Start several workflows. Returns the runs' ids; where a start fails, its id is ""."""
        return [self.start_workflow(request) for request in start_workflow_request]

    def execute(
        self,
        name: str,
        version: int | None = None,
        workflow_input: Any = None,
        wait_until_task_ref: str | None = None,
        wait_for_seconds: int = 10,
        request_id: str | None = None,
        correlation_id: str | None = None,
        domain: str | None = None,
    ) -> WorkflowRun:
        """Run a registered workflow, without version the latest, and wait for its end.

        After ``wait_for_seconds`` it returns the run as it stands then. ``domain`` is that of every worker.
        """
        request = StartWorkflowRequest(name=name, version=version, input=workflow_input or {})
        request.correlation_id = correlation_id
        if domain is not None:
            request.task_to_domain = {"*": domain}
        return self.execute_workflow(request, wait_until_task_ref, wait_for_seconds, request_id)

    def execute_workflow(
        self,
        request: StartWorkflowRequest,
        wait_until_task_ref: str | None = None,
        wait_for_seconds: int = 10,
        request_id: str | None = None,
    ) -> WorkflowRun:
        """Run a workflow and wait for its end, or for the end of ``wait_until_task_ref``."""
        return self.workflow_client.execute_workflow(
            start_workflow_request=request,
            request_id=request_id or _new_id(),
            wait_until_task_ref=wait_until_task_ref,
            wait_for_seconds=wait_for_seconds,
        )

    def execute_workflow_with_return_strategy(
        self,
        request: StartWorkflowRequest,
        wait_until_task_ref: str | None = None,
        wait_for_seconds: int = 10,
        request_id: str | None = None,
        consistency: str | None = None,
        return_strategy: str | None = None,
    ) -> SignalResponse:
        """Run a workflow, wait, and return what the strategy (``TARGET_WORKFLOW`` …) asks for."""
        return self.workflow_client.execute_workflow_with_return_strategy(
            start_workflow_request=request,
            request_id=request_id or _new_id(),
            wait_until_task_ref=wait_until_task_ref,
            wait_for_seconds=wait_for_seconds,
            consistency=consistency,
            return_strategy=return_strategy,
        )

    def signal(
        self, workflow_id: str, status: str, body: Any, return_strategy: str | None = None
    ) -> SignalResponse:
        """Complete the task that the run waits in, wait, and return what the strategy asks for."""
        return self.task_client.signal_workflow_task_sync(
            workflow_id=workflow_id, status=status, body=body, return_strategy=return_strategy
        )

    def signal_async(self, workflow_id: str, status: str, body: Any) -> None:
        """Complete the task that the run waits in."""
        return self.task_client.signal_workflow_task_async(workflow_id=workflow_id, status=status, body=body)

    def send_message(self, workflow_id: str, message: dict[str, Any]) -> str:
        """Send a message to a run. Returns the message's id."""
        return self.workflow_client.send_message(workflow_id, message)

    def remove_workflow(self, workflow_id: str, archive_workflow: bool | None = None) -> None:
        """Delete a run."""
        options = _given(archive_workflow=archive_workflow)
        return self.workflow_client.delete_workflow(workflow_id=workflow_id, **options)

    def get_workflow(self, workflow_id: str, include_tasks: bool | None = None) -> Workflow:
        """A run as it stands, with its tasks unless told otherwise."""
        options = _given(include_tasks=include_tasks)
        return self.workflow_client.get_workflow(workflow_id=workflow_id, **options)

    def get_workflow_status(
        self, workflow_id: str, include_output: bool | None = None, include_variables: bool | None = None
    ) -> WorkflowStatus:
        """A run's status, with output and variables where asked for."""
        return self.workflow_client.get_workflow_status(
            workflow_id=workflow_id, include_output=include_output, include_variables=include_variables
        )

    def search(
        self,
        query_id: str | None = None,
        start: int | None = None,
        size: int | None = None,
        sort: str | None = None,
        free_text: str | None = None,
        query: str | None = None,
        skip_cache: bool | None = None,
    ) -> ScrollableSearchResultWorkflowSummary:
        """Find runs: ``query`` is like ``status = 'FAILED' AND workflowType = 'order'``."""
        page = _given(start=start, size=size, sort=sort)
        asked = _given(free_text=free_text, query=query, query_id=query_id, skip_cache=skip_cache)
        return self.workflow_client.search(**page, **asked)

    def get_by_correlation_ids(
        self,
        workflow_name: str,
        correlation_ids: list[str],
        include_closed: bool | None = None,
        include_tasks: bool | None = None,
    ) -> dict[str, list[Workflow]]:
        """The runs of a workflow by their correlation ids."""
        return self.workflow_client.get_by_correlation_ids(
            correlation_ids=correlation_ids,
            workflow_name=workflow_name,
            include_tasks=bool(include_tasks),
            include_completed=bool(include_closed),
        )

    def get_by_correlation_ids_and_names(
        self,
        batch_request: CorrelationIdsSearchRequest,
        include_closed: bool | None = None,
        include_tasks: bool | None = None,
    ) -> dict[str, list[Workflow]]:
        """The runs of several workflows by their correlation ids."""
        return self.workflow_client.get_by_correlation_ids_in_batch(
            batch_request=batch_request,
            include_completed=bool(include_closed),
            include_tasks=bool(include_tasks),
        )

    def pause(self, workflow_id: str) -> None:
        """Schedule no new task of a run until it is resumed."""
        return self.workflow_client.pause_workflow(workflow_id=workflow_id)

    def resume(self, workflow_id: str) -> None:
        """Go on with a paused run."""
        return self.workflow_client.resume_workflow(workflow_id=workflow_id)

    def terminate(
        self, workflow_id: str, reason: str | None = None, trigger_failure_workflow: bool | None = None
    ) -> None:
        """End a run."""
        return self.workflow_client.terminate_workflow(
            workflow_id=workflow_id, reason=reason, trigger_failure_workflow=bool(trigger_failure_workflow)
        )

    def restart(self, workflow_id: str, use_latest_definitions: bool | None = None) -> None:
        """Run an ended run again from its start."""
        return self.workflow_client.restart_workflow(
            workflow_id=workflow_id, use_latest_def=use_latest_definitions
        )

    def retry(self, workflow_id: str, resume_subworkflow_tasks: bool | None = None) -> None:
        """Go on with a failed run from its last failed task."""
        return self.workflow_client.retry_workflow(
            workflow_id=workflow_id, resume_subworkflow_tasks=resume_subworkflow_tasks
        )

    def rerun(self, rerun_workflow_request: RerunWorkflowRequest, workflow_id: str) -> str:
        """Run an ended run again from a task of your choice. Returns the run's id."""
        return self.workflow_client.rerun_workflow(
            rerun_workflow_request=rerun_workflow_request, workflow_id=workflow_id
        )

    def skip_task_from_workflow(
        self, workflow_id: str, task_reference_name: str, skip_task_request: SkipTaskRequest | None = None
    ) -> None:
        """Leave out a task that has not been scheduled yet."""
        return self.workflow_client.skip_task_from_workflow(
            workflow_id=workflow_id, task_reference_name=task_reference_name, request=skip_task_request
        )

    def update_task(self, task_id: str, workflow_id: str, task_output: dict[str, Any], status: str) -> str:
        """Report a task's outcome by its id."""
        from conductor.client.http.models.task_result import TaskResult

        result = TaskResult(
            workflow_instance_id=workflow_id, task_id=task_id, output_data=task_output, status=status
        )
        return self.task_client.update_task(body=result)

    def update_task_by_ref_name(
        self, task_output: dict[str, Any], workflow_id: str, task_reference_name: str, status: str
    ) -> str:
        """Report a task's outcome by its reference name."""
        return self.task_client.update_task1(
            body=task_output, workflow_id=workflow_id, task_ref_name=task_reference_name, status=status
        )

    def update_task_by_ref_name_sync(
        self, task_output: dict[str, Any], workflow_id: str, task_reference_name: str, status: str
    ) -> Workflow:
        """Report a task's outcome by its reference name. Returns the run as it stands after that."""
        return self.task_client.update_task_sync(
            body=task_output, workflow_id=workflow_id, task_ref_name=task_reference_name, status=status
        )

    def get_task(self, task_id: str) -> Any:
        """A task of a run by its id."""
        return self.task_client.get_task(task_id=task_id)


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _new_id() -> str:
    from uuid import uuid4

    return str(uuid4())
