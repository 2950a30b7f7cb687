from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model, one_of

if TYPE_CHECKING:
    # isort: off
    from conductor.client.http.models import (
        StartAgent, StartWorkflow, TaskDetails, TerminateWorkflow, UpdateWorkflowVariables,
    )

# Server: the action's members are the only ones with underscores (openapi-3.32.3.json, Action).
_ACTIONS = (
    "start_workflow", "complete_task", "fail_task", "terminate_workflow", "update_workflow_variables",
    "start_agent",
)
_WIRE = {name: name for name in _ACTIONS}


class Action(Model, wire={**_WIRE, "expand_inline_json": "expandInlineJSON"}):
    """What an event handler does when its event comes and its condition holds."""

    action: str | None = one_of(*_ACTIONS)
    start_workflow: StartWorkflow | None = None
    complete_task: TaskDetails | None = None
    fail_task: TaskDetails | None = None
    expand_inline_json: bool | None = None
    terminate_workflow: TerminateWorkflow | None = None
    update_workflow_variables: UpdateWorkflowVariables | None = None
    # Known to server 3.32.3, not upstream:
    start_agent: StartAgent | None = None
