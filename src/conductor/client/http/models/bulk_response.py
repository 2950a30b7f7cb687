from __future__ import annotations

from dataclasses import field
from typing import Any, Generic, TypeVar

from conductor.client.http.models._model import Model

T = TypeVar("T")


class BulkResponse(Model, Generic[T]):
    """What a call about many things did to each: the ones that worked, and the errors by id."""

    bulk_error_results: dict[str, str] = field(default_factory=dict[str, str])
    bulk_successful_results: list[Any] = field(default_factory=list[Any])
    message: str | None = "Bulk Request has been processed."

    def append_successful_response(self, result: T) -> None:
        """Add one that worked."""
        self.bulk_successful_results.append(result)

    def append_failed_response(self, id: str, error_message: str) -> None:
        """Add the error of one that did not."""
        self.bulk_error_results[id] = error_message
