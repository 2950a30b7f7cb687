from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import WorkflowScheduleExecutionModel

T = TypeVar("T")


class SearchResultWorkflowScheduleExecutionModel(Model, Generic[T]):
    """One page of a schedule's executions, and how many match in all."""

    total_hits: int | None = None
    results: list[WorkflowScheduleExecutionModel] | None = None
