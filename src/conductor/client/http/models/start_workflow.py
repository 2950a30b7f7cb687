from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class StartWorkflow(Model):
    """An event handler's action: starts a workflow."""

    name: str | None = None
    version: int | None = None
    correlation_id: str | None = None
    input: dict[str, Any] | None = None
    task_to_domain: dict[str, str] | None = None
