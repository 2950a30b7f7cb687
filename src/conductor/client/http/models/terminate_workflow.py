from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class TerminateWorkflow(Model, dict_is_wire=True):
    """An event handler's action: ends a workflow."""

    workflow_id: str | None = None
    termination_reason: str | None = None

    def __init__(
        self, workflow_id: str | None = None, termination_reason: str | None = None,
        swagger_types: Any = None, attribute_map: Any = None,
    ) -> None:
        # Upstream: the class's own tables are parameters, too; they change nothing here.
        self.workflow_id = workflow_id
        self.termination_reason = termination_reason
