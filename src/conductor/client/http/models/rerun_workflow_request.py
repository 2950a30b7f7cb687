from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class RerunWorkflowRequest(Model):
    """Runs a finished workflow again, from one of its tasks if named."""

    re_run_from_workflow_id: str | None = None
    workflow_input: dict[str, Any] | None = None
    re_run_from_task_id: str | None = None
    task_input: dict[str, Any] | None = None
    correlation_id: str | None = None
