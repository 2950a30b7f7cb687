from __future__ import annotations

from typing import Generic, TypeVar

from conductor.client.http.models._model import Model

T = TypeVar("T")


class SearchResult(Model, Generic[T]):
    """One page of what was found; ``total_hits`` says how many match in all."""

    total_hits: int | None = None
