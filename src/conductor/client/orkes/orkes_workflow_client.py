"""The client of workflow executions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from conductor.client._completion import tell_if_open
from conductor.client._encode import dumps
from conductor.client.http._measure import harmless
from conductor.client.http.models._execution import HasTasks
from conductor.client.orkes._dialects import warn_ignored
from conductor.client.orkes.orkes_base_client import OrkesBaseClient, chosen, given
from conductor.client.workflow_client import WorkflowClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from conductor.client.http.models.correlation_ids_search_request import CorrelationIdsSearchRequest
    from conductor.client.http.models.rerun_workflow_request import RerunWorkflowRequest
    from conductor.client.http.models.scrollable_search_result_workflow_summary import (
        ScrollableSearchResultWorkflowSummary,
    )
    from conductor.client.http.models.signal_response import SignalResponse
    from conductor.client.http.models.skip_task_request import SkipTaskRequest
    from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
    from conductor.client.http.models.workflow import Workflow
    from conductor.client.http.models.workflow_run import WorkflowRun
    from conductor.client.http.models.workflow_state_update import WorkflowStateUpdate
    from conductor.client.http.models.workflow_status import WorkflowStatus
    from conductor.client.http.models.workflow_test_request import WorkflowTestRequest
else:
    from conductor.client._published import __getattr__ as __getattr__

E = TypeVar("E")

_ASKS_FOR_VERSION = re.compile(r"\b(workflow)?version\s*(=|<|>|\bIN\b)", re.IGNORECASE)


class OrkesWorkflowClient(OrkesBaseClient, WorkflowClient):
    """See ``WorkflowClient``."""

    def start_workflow(self, start_workflow_request: StartWorkflowRequest) -> str:
        request = start_workflow_request
        return self._start(
            lambda: self.workflowResourceApi.start_workflow_with_http_info(request)[0],
            request.name,
            request.version,
            request.input,
        )

    def start_workflow_by_name(
        self,
        name: str,
        input: dict[str, Any],
        version: int | None = None,
        correlationId: str | None = None,  # noqa: N803
        priority: int | None = None,
    ) -> str:
        """Start a workflow by name, its latest version unless one is given; answers the execution id."""
        query = given(version=version, correlation_id=correlationId, priority=priority)
        return self._start(
            lambda: self.workflowResourceApi.start_workflow1_with_http_info(input, name, **query)[0],
            name,
            version,
            input,
        )

    def _start(self, call: Callable[[], str], name: str | None, version: int | None, input: Any) -> str:
        collector = self.metrics_collector
        if collector is None:
            return call()
        try:
            workflow_id = call()
        except Exception as error:
            with harmless():
                collector.measure_workflow_start_error(name or "", error)
            raise
        with harmless():  # it runs already: an error here would have it started once more
            collector.record_workflow_input_payload_size(name or "", str(version), len(dumps(input)))
        return workflow_id

    def execute_workflow(
        self,
        start_workflow_request: StartWorkflowRequest,
        request_id: str | None = None,
        wait_until_task_ref: str | None = None,
        wait_for_seconds: int = 30,
    ) -> WorkflowRun:
        run = self.workflowResourceApi.execute_workflow(
            body=start_workflow_request,
            request_id=request_id,
            version=start_workflow_request.version,
            name=start_workflow_request.name,
            wait_until_task_ref=wait_until_task_ref,
            wait_for_seconds=wait_for_seconds,
        )
        if not wait_until_task_ref:
            tell_if_open(run, start_workflow_request.name, wait_for_seconds)
        return self._linked(run)

    def execute_workflow_with_return_strategy(
        self,
        start_workflow_request: StartWorkflowRequest,
        request_id: str | None = None,
        wait_until_task_ref: str | None = None,
        wait_for_seconds: int = 30,
        consistency: str | None = None,
        return_strategy: str | None = None,
    ) -> SignalResponse:
        return self.workflowResourceApi.execute_workflow_with_return_strategy(
            body=start_workflow_request,
            name=start_workflow_request.name,
            version=start_workflow_request.version,
            request_id=request_id,
            wait_until_task_ref=wait_until_task_ref,
            wait_for_seconds=wait_for_seconds,
            consistency=consistency or "DURABLE",
            return_strategy=return_strategy or "TARGET_WORKFLOW",
        )

    def pause_workflow(self, workflow_id: str) -> None:
        self.workflowResourceApi.pause_workflow(workflow_id)

    def resume_workflow(self, workflow_id: str) -> None:
        self.workflowResourceApi.resume_workflow(workflow_id)

    def restart_workflow(self, workflow_id: str, use_latest_def: bool | None = False) -> None:
        self.workflowResourceApi.restart(workflow_id, **chosen(use_latest_definitions=use_latest_def))

    def retry_workflow(self, workflow_id: str, resume_subworkflow_tasks: bool | None = False) -> None:
        self.workflowResourceApi.retry(
            workflow_id, **chosen(resume_subworkflow_tasks=resume_subworkflow_tasks)
        )

    def rerun_workflow(self, workflow_id: str, rerun_workflow_request: RerunWorkflowRequest) -> str:
        rerun_workflow_request.re_run_from_workflow_id = workflow_id
        return self.workflowResourceApi.rerun(rerun_workflow_request, workflow_id)

    def terminate_workflow(
        self, workflow_id: str, reason: str | None = None, trigger_failure_workflow: bool = False
    ) -> None:
        if trigger_failure_workflow:
            warn_ignored(self.api_client, "terminate_workflow(trigger_failure_workflow=True)")
        switches = chosen(trigger_failure_workflow=trigger_failure_workflow)
        self.workflowResourceApi.terminate(workflow_id, **given(reason=reason), **switches)

    def get_workflow(self, workflow_id: str, include_tasks: bool | None = True) -> Workflow:
        found = self.workflowResourceApi.get_execution_status(workflow_id, include_tasks=include_tasks)
        return self._linked(found)

    def _linked(self, execution: E) -> E:
        """Tell the execution where it can be looked at, for the error that ``raise_for_status`` raises."""
        if isinstance(execution, HasTasks):
            execution.set_link(f"{self.api_client.configuration.ui_host}/execution/{execution.workflow_id}")
        return execution

    def get_workflow_status(
        self, workflow_id: str, include_output: bool | None = None, include_variables: bool | None = None
    ) -> WorkflowStatus:
        query = given(include_output=include_output, include_variables=include_variables)
        return self.workflowResourceApi.get_workflow_status_summary(workflow_id, **query)

    def delete_workflow(self, workflow_id: str, archive_workflow: bool | None = True) -> None:
        self.workflowResourceApi.delete(workflow_id, archive_workflow=archive_workflow)

    def skip_task_from_workflow(
        self, workflow_id: str, task_reference_name: str, request: SkipTaskRequest | None = None
    ) -> None:
        if request is not None:
            warn_ignored(self.api_client, "the input and output given to skip_task_from_workflow")
        self.workflowResourceApi.skip_task_from_workflow(workflow_id, task_reference_name, request)

    def test_workflow(self, test_request: WorkflowTestRequest) -> Workflow:
        return self.workflowResourceApi.test_workflow(test_request)

    def search(
        self,
        start: int = 0,
        size: int = 100,
        free_text: str = "*",
        query: str | None = None,
        query_id: str | None = None,
        *,
        sort: str | None = None,
        skip_cache: bool | None = None,
    ) -> ScrollableSearchResultWorkflowSummary:
        if query and _ASKS_FOR_VERSION.search(query):
            warn_ignored(self.api_client, "a search by version")
        more = given(sort=sort, skip_cache=skip_cache)
        return self.workflowResourceApi.search(
            start=start, size=size, free_text=free_text, query=query, query_id=query_id, **more
        )

    def get_by_correlation_ids_in_batch(
        self,
        batch_request: CorrelationIdsSearchRequest,
        include_completed: bool = False,
        include_tasks: bool = False,
    ) -> dict[str, list[Workflow]]:
        switches = chosen(include_closed=include_completed, include_tasks=include_tasks)
        return self.workflowResourceApi.get_workflows_by_correlation_id_in_batch(
            body=batch_request, **switches
        )

    def get_by_correlation_ids(
        self,
        workflow_name: str,
        correlation_ids: list[str],
        include_completed: bool = False,
        include_tasks: bool = False,
    ) -> dict[str, list[Workflow]]:
        switches = chosen(include_closed=include_completed, include_tasks=include_tasks)
        return self.workflowResourceApi.get_workflows(body=correlation_ids, name=workflow_name, **switches)

    def remove_workflow(self, workflow_id: str) -> None:
        self.workflowResourceApi.delete(workflow_id)

    def update_variables(self, workflow_id: str, variables: dict[str, Any] | None = None) -> None:
        self.workflowResourceApi.update_workflow_state(variables or {}, workflow_id)

    def update_state(
        self,
        workflow_id: str,
        update_requesst: WorkflowStateUpdate,
        wait_until_task_ref_names: list[str] | None = None,
        wait_for_seconds: int | None = None,
    ) -> WorkflowRun:
        references = ",".join(wait_until_task_ref_names) if wait_until_task_ref_names else None
        return self.workflowResourceApi.update_workflow_and_task_state(
            update_requesst=update_requesst,
            workflow_id=workflow_id,
            **given(wait_until_task_ref=references, wait_for_seconds=wait_for_seconds),
        )

    def send_message(self, workflow_id: str, message: dict[str, Any]) -> str:
        return self.workflowResourceApi.send_workflow_message(message, workflow_id)
