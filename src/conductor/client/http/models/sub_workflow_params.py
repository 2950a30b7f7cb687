from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import IdempotencyStrategy, WorkflowDef


class SubWorkflowParams(Model):
    """Which workflow a SUB_WORKFLOW task starts."""

    name: str | None = None
    version: int | None = None
    task_to_domain: dict[str, str] | None = None
    workflow_definition: WorkflowDef | str | None = None
    idempotency_key: str | None = None
    idempotency_strategy: IdempotencyStrategy | str | None = None
    priority: Any = None
