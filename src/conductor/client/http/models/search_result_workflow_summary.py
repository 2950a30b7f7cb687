from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowSummary

T = TypeVar("T")


class SearchResultWorkflowSummary(Model, Generic[T]):
    """One page of workflow summaries, and how many match in all."""

    total_hits: int | None = None
    results: list[WorkflowSummary] | None = None
