from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._search_result import SearchResult, T

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowSummary


class SearchResultWorkflowSummary(SearchResult[T]):
    """One page of workflow summaries, and how many match in all."""

    results: list[WorkflowSummary] | None = None
