from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowDef


class IdempotencyStrategy(str, Enum):
    """What the server does when an idempotency key was used before."""

    FAIL = "FAIL"
    RETURN_EXISTING = "RETURN_EXISTING"
    FAIL_ON_RUNNING = "FAIL_ON_RUNNING"

    def __str__(self) -> str:
        return self.value


class StartWorkflowRequest(Model):
    """Starts a workflow."""

    name: str | None = None
    version: int | None = None
    correlation_id: str | None = None
    input: dict[str, Any] | None = None
    task_to_domain: dict[str, str] | None = None
    workflow_def: WorkflowDef | None = None
    external_input_payload_storage_path: str | None = None
    priority: int | None = None
    created_by: str | None = None
    idempotency_key: str | None = None
    idempotency_strategy: IdempotencyStrategy | str | None = IdempotencyStrategy.FAIL
