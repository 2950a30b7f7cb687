from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowSchedule


class SearchResultWorkflowSchedule(Model):
    """One page of schedules, and how many match in all. Known to server 3.32.3, not upstream."""

    total_hits: int | None = None
    results: list[WorkflowSchedule] | None = None
