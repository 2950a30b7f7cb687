from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._search_result import SearchResult, T

if TYPE_CHECKING:
    from conductor.client.http.models import Task


class SearchResultTask(SearchResult[T]):
    """One page of tasks, and how many match in all."""

    results: list[Task] | None = None
