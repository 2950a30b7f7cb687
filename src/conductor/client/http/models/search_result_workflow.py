from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import Workflow

T = TypeVar("T")


class SearchResultWorkflow(Model, Generic[T]):
    """One page of workflows, and how many match in all."""

    total_hits: int | None = None
    results: list[Workflow] | None = None
