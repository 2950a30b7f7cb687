from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model, one_of

if TYPE_CHECKING:
    from conductor.client.http.models import StateChangeConfig, StateChangeEvent, SubWorkflowParams, TaskDef


class CacheConfig(Model):
    """Reuses a task's output: the key to find it by, and how many seconds it lives."""

    key: str | None = None
    ttl_in_second: int | None = None


class WorkflowTask(Model):
    """A task in a workflow definition. ``start_delay`` in seconds."""

    name: str | None = None
    task_reference_name: str | None = None
    description: str | None = None
    input_parameters: dict[str, Any] | None = None
    type: str | None = None
    dynamic_task_name_param: str | None = None
    case_value_param: str | None = None
    case_expression: str | None = None
    script_expression: str | None = None
    decision_cases: dict[str, list[WorkflowTask]] | None = None
    dynamic_fork_join_tasks_param: str | None = None
    dynamic_fork_tasks_param: str | None = None
    dynamic_fork_tasks_input_param_name: str | None = None
    default_case: list[WorkflowTask] | None = None
    fork_tasks: list[list[WorkflowTask]] | None = None
    start_delay: int | None = None
    sub_workflow_param: SubWorkflowParams | None = None
    join_on: list[str] | None = None
    sink: str | None = None
    optional: bool | None = None
    task_definition: TaskDef | None = None
    rate_limited: bool | None = None
    default_exclusive_join_task: list[str] | None = None
    async_complete: bool | None = None
    loop_condition: str | None = None
    loop_over: list[WorkflowTask] | None = None
    retry_count: int | None = None
    evaluator_type: str | None = None
    expression: str | None = None
    workflow_task_type: str | None = None
    on_state_change: dict[str, list[StateChangeEvent]] | StateChangeConfig | None = None
    cache_config: CacheConfig | None = None
    join_status: str | None = None
    permissive: bool | None = None
    # Known to server 3.32.3, not upstream:
    items: str | None = None
    join_mode: str | None = one_of("SYNC", "ASYNC")
    metadata: dict[str, Any] | None = None

    def json_members(self) -> dict[str, Any]:
        """The members of the JSON object; ``onStateChange`` maps each kind of change to its events."""
        members = Model.json_members(self)
        change = members.get("onStateChange")
        if change is not None and not isinstance(change, dict):
            # Upstream: a StateChangeConfig given to the constructor goes out as it is, which no server reads.
            members["onStateChange"] = change.by_type()
        return members
