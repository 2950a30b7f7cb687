from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class TaskDetails(Model):
    """An event handler's action on a task: completes or fails it."""

    workflow_id: str | None = None
    task_ref_name: str | None = None
    output: dict[str, Any] | None = None
    task_id: str | None = None
    # Known to server 3.32.3, not upstream:
    reason_for_incompletion: str | None = None

    def put_output_item(self, key: str, output_item: Any) -> TaskDetails:
        """Add one member to the output."""
        if self.output is None:
            self.output = {}
        self.output[key] = output_item
        return self
