from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._search_result import SearchResult, T

if TYPE_CHECKING:
    from conductor.client.http.models import Workflow


class SearchResultWorkflow(SearchResult[T]):
    """One page of workflows, and how many match in all."""

    results: list[Workflow] | None = None
