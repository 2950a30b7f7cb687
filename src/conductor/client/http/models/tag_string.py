from __future__ import annotations

from conductor.client.http.models._model import Model, one_of
from conductor.client.http.models.tag_object import TypeEnum

__all__ = ["TagString", "TypeEnum"]


class TagString(Model):
    """A tag whose value is text."""

    key: str | None = None
    type: str | None = one_of("METADATA", "RATE_LIMIT")
    value: str | None = None
