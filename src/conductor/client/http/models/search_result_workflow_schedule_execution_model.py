from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._search_result import SearchResult, T

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowScheduleExecutionModel


class SearchResultWorkflowScheduleExecutionModel(SearchResult[T]):
    """One page of a schedule's executions, and how many match in all."""

    results: list[WorkflowScheduleExecutionModel] | None = None
