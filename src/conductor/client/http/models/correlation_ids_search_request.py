from __future__ import annotations

from conductor.client.http.models._model import Model


class CorrelationIdsSearchRequest(Model):
    """Looks workflows up by names and correlation ids."""

    correlation_ids: list[str] | None = None
    workflow_names: list[str] | None = None
