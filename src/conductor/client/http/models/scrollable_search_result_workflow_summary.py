from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowSummary


class ScrollableSearchResultWorkflowSummary(Model):
    """One page of workflows, and the id that asks for the next page."""

    results: list[WorkflowSummary] | None = None
    query_id: str | None = None
    # Known to server 3.32.3, not upstream:
    total_hits: int | None = None
