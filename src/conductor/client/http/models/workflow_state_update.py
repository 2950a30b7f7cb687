from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import TaskResult


class WorkflowStateUpdate(Model):
    """Updates a task and variables of a running workflow in one call."""

    task_reference_name: str | None = None
    task_result: TaskResult | None = None
    variables: dict[str, Any] | None = None
