"""What a client of workflow executions can do."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    from conductor.client.http.models.workflow_summary import WorkflowSummary
    from conductor.client.http.models.workflow_test_request import WorkflowTestRequest
else:
    from conductor.client._published import __getattr__ as __getattr__


class WorkflowClient(ABC):
    """Start, execute, look up, steer and search executions of workflows.

    Every method raises ``ApiException`` (``NotFound``, ``Conflict``, ``BadRequest`` …) when the server
    refuses.
    """

    @abstractmethod
    def start_workflow(self, start_workflow_request: StartWorkflowRequest) -> str:
        """Start a workflow and answer its execution id at once.

        Without a ``version`` the latest one runs; a ``workflow_def`` in the request runs without being
        registered.
        """

    @abstractmethod
    def get_workflow(self, workflow_id: str, include_tasks: bool | None = True) -> Workflow:
        """Get an execution; its tasks too, unless ``include_tasks`` is False."""

    @abstractmethod
    def get_workflow_status(
        self, workflow_id: str, include_output: bool | None = None, include_variables: bool | None = None
    ) -> WorkflowStatus:
        """Get the status of an execution, with its output or its variables when asked for."""

    @abstractmethod
    def delete_workflow(self, workflow_id: str, archive_workflow: bool | None = True) -> None:
        """Remove an execution for good, or into the archive where the server keeps one."""

    @abstractmethod
    def terminate_workflow(
        self, workflow_id: str, reason: str | None = None, trigger_failure_workflow: bool = False
    ) -> None:
        """Terminate a running execution; its status becomes TERMINATED, with that reason.

        ``trigger_failure_workflow`` also starts the definition's failure workflow. The open-source server
        ignores it; the log says so once.
        """

    @abstractmethod
    def execute_workflow(
        self,
        start_workflow_request: StartWorkflowRequest,
        request_id: str | None = None,
        wait_until_task_ref: str | None = None,
        wait_for_seconds: int = 30,
    ) -> WorkflowRun:
        """Start a workflow and wait until it ends, or until ``wait_for_seconds`` seconds have passed.

        The answer shows what is so far: ask ``is_completed()`` of it. ``wait_until_task_ref`` ends the wait
        when the task of that reference name is done (several, with commas between). ``request_id`` is a name
        for the request, made up when not given. Without a version in the request the latest one runs.
        """

    @abstractmethod
    def execute_workflow_with_return_strategy(
        self,
        start_workflow_request: StartWorkflowRequest,
        request_id: str | None = None,
        wait_until_task_ref: str | None = None,
        wait_for_seconds: int = 30,
        consistency: str | None = None,
        return_strategy: str | None = None,
    ) -> SignalResponse:
        """Do as ``execute_workflow``, and choose what the answer is about.

        ``return_strategy`` is TARGET_WORKFLOW (when not given: the one started), BLOCKING_WORKFLOW (the one
        that waits, perhaps a sub-workflow), BLOCKING_TASK or BLOCKING_TASK_INPUT. ``consistency`` is DURABLE
        (when not given), SYNCHRONOUS or REGION_DURABLE.
        """

    @abstractmethod
    def pause_workflow(self, workflow_id: str) -> None:
        """Pause an execution: tasks that run may end, nothing new is scheduled."""

    @abstractmethod
    def resume_workflow(self, workflow_id: str) -> None:
        """Resume a paused execution."""

    @abstractmethod
    def restart_workflow(self, workflow_id: str, use_latest_def: bool | None = False) -> None:
        """Run a finished execution again from the beginning, on its own definition or the latest one."""

    @abstractmethod
    def retry_workflow(self, workflow_id: str, resume_subworkflow_tasks: bool | None = False) -> None:
        """Run the last failed task again, or the failed sub-workflow from where it failed."""

    @abstractmethod
    def rerun_workflow(self, workflow_id: str, rerun_workflow_request: RerunWorkflowRequest) -> str:
        """Run a finished execution again from one of its tasks, perhaps with new input; answers its id."""

    @abstractmethod
    def skip_task_from_workflow(
        self, workflow_id: str, task_reference_name: str, request: SkipTaskRequest | None = None
    ) -> None:
        """Skip a task that is not scheduled yet; the request says what its input and output shall be.

        The open-source server skips the task but ignores the request; the log says so once.
        """

    @abstractmethod
    def test_workflow(self, test_request: WorkflowTestRequest) -> Workflow:
        """Run a definition on the outputs that the request gives for its tasks, and answer the execution."""

    @abstractmethod
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
        """Search executions: ``size`` summaries from the ``start``-th on, ``sort`` like ``startTime:DESC``.

        ``query`` is conditions joined by ``AND``: ``workflowType = 'greetings' AND status IN
        (FAILED,TERMINATED)``; times are epoch milliseconds. The open-source server drops conditions on names
        it does not know. See ``iter_search`` for all pages.
        """

    @abstractmethod
    def get_by_correlation_ids_in_batch(
        self,
        batch_request: CorrelationIdsSearchRequest,
        include_completed: bool = False,
        include_tasks: bool = False,
    ) -> dict[str, list[Workflow]]:
        """Get the executions of several workflows, by correlation id (Orkes only)."""

    @abstractmethod
    def get_by_correlation_ids(
        self,
        workflow_name: str,
        correlation_ids: list[str],
        include_completed: bool = False,
        include_tasks: bool = False,
    ) -> dict[str, list[Workflow]]:
        """Get the executions of a workflow, by correlation id.

        Running ones only, unless ``include_completed`` is True.
        """

    @abstractmethod
    def remove_workflow(self, workflow_id: str) -> None:
        """Remove an execution, into the archive where the server keeps one."""

    @abstractmethod
    def update_variables(self, workflow_id: str, variables: dict[str, Any] | None = None) -> None:
        """Set variables of a running execution (Orkes, and the embedded server)."""

    @abstractmethod
    def update_state(
        self,
        workflow_id: str,
        update_requesst: WorkflowStateUpdate,
        wait_until_task_ref_names: list[str] | None = None,
        wait_for_seconds: int | None = None,
    ) -> WorkflowRun:
        """Set variables and complete a task in one call, then wait (Orkes only).

        The wait lasts ``wait_for_seconds`` seconds at most. ``wait_until_task_ref_names`` ends the wait when
        one of these tasks is done.
        """

    @abstractmethod
    def send_message(self, workflow_id: str, message: dict[str, Any]) -> str:
        """Send a message to an execution that pulls messages; answers the message's id (Orkes only)."""

    def iter_search(
        self, query: str | None = None, free_text: str = "*", page_size: int = 100, limit: int | None = None
    ) -> Iterator[WorkflowSummary]:
        """Search executions and yield every summary, fetching pages of ``page_size`` as they are needed.

        Stops after ``limit`` summaries when it is given. Executions that appear or vanish meanwhile may move
        others from one page to another: each id is yielded once.
        """
        from conductor.client._pages import pages

        def page(start: int, size: int) -> tuple[list[WorkflowSummary], int | None]:
            found = self.search(start=start, size=size, free_text=free_text, query=query)
            return found.results or [], found.get("totalHits")

        return pages(page, page_size, limit, key=lambda summary: summary.workflow_id)

    def wait_for_completion(
        self,
        workflow_id: str,
        timeout: float = 60.0,
        on_progress: Callable[[Workflow], None] | None = None,
        poll_interval: float = 0.5,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Workflow:
        """Wait until an execution has ended, well or badly, and answer it with its tasks.

        Asks the server soon at first, then every ``poll_interval`` seconds. ``on_progress`` gets the
        execution each time that its status or a task's status has changed. Raises ``TimeoutError`` after
        ``timeout`` seconds; the execution goes on then. ``clock`` and ``sleep`` are for tests.
        """
        from conductor.client._completion import wait

        return wait(
            lambda: self.get_workflow(workflow_id, include_tasks=True),
            workflow_id,
            timeout,
            on_progress,
            poll_interval,
            clock,
            sleep,
        )
