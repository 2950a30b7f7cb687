from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models.sub_workflow_params import SubWorkflowParams
from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task import _naming
from conductor.client.workflow.task._kinds import has
from conductor.client.workflow.task._plain import plain
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

if TYPE_CHECKING:
    from conductor.client.http.models.start_workflow_request import IdempotencyStrategy
    from conductor.client.workflow.conductor_workflow import ConductorWorkflow
else:
    from conductor.client._published import __getattr__ as __getattr__

__all__ = [
    "InlineSubWorkflowTask",
    "SubWorkflowParams",
    "SubWorkflowTask",
    "TaskInterface",
    "TaskType",
    "WorkflowTask",
]


class SubWorkflowTask(TaskInterface):
    """Runs a registered workflow and waits for it; without ``version`` the latest.

    ``workflow_definition`` is a definition to run instead, or a reference to one.
    """

    def __init__(
        self,
        task_ref_name: str,
        workflow_name: str,
        version: int | None = None,
        task_to_domain_map: dict[str, str] | None = None,
        *,
        priority: int | str | None = None,
        idempotency_key: str | None = None,
        idempotency_strategy: IdempotencyStrategy | None = None,
        workflow_definition: Any = None,
    ) -> None:
        super().__init__(task_ref_name, TaskType.SUB_WORKFLOW)
        self._workflow_name = workflow_name
        self._version = version
        self._task_to_domain_map = task_to_domain_map
        self._priority = priority
        self._idempotency_key = idempotency_key
        self._idempotency_strategy = idempotency_strategy
        self._workflow_definition = workflow_definition

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        task.sub_workflow_param = SubWorkflowParams(
            name=self._workflow_name,
            version=self._version,
            task_to_domain=self._task_to_domain_map,
            priority=plain(self._priority),
            idempotency_key=plain(self._idempotency_key),
            idempotency_strategy=self._idempotency_strategy,
            workflow_definition=_definition(self._workflow_definition),
        )
        return task


def _definition(given: Any) -> Any:
    return given.to_workflow_def() if has(given, "to_workflow_def") else plain(given)


class InlineSubWorkflowTask(TaskInterface):
    """Runs a workflow whose definition it carries, and waits for it."""

    def __init__(self, task_ref_name: str, workflow: ConductorWorkflow) -> None:
        super().__init__(task_ref_name, TaskType.SUB_WORKFLOW)
        if not has(workflow, "to_workflow_def"):
            raise self._refuse("the workflow must be a ConductorWorkflow", workflow)
        self._workflow_name = workflow.name
        self._workflow_version = workflow.version
        self._workflow = workflow
        self._named_by_us = False

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        if self._named_by_us:
            task.name = task.task_reference_name = _naming.unique(self.task_reference_name)
        task.sub_workflow_param = SubWorkflowParams(
            name=self._workflow_name,
            version=self._workflow_version,
            workflow_definition=self._workflow.to_workflow_def(),
        )
        return task


def embedded(workflow: ConductorWorkflow, input_parameters: dict[str, Any]) -> InlineSubWorkflowTask:
    """The task that a workflow within a workflow is."""
    task = InlineSubWorkflowTask(f"{workflow.name}_sub", workflow)
    task._named_by_us = True
    task.input_parameters = input_parameters
    return task
