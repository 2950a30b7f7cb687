from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class WorkflowMessage(Model, dict_is_wire=True):
    """A message sent to a running workflow; ``received_at`` is ISO 8601 text."""

    id: str | None = None
    workflow_id: str | None = None
    payload: dict[str, Any] | None = None
    received_at: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields that are not None by their wire names."""
        return {wire: value for wire, value in super().to_dict().items() if value is not None}
