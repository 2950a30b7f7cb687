from __future__ import annotations

from enum import Enum

from conductor.client.http.models._model import Model, one_of


class TypeEnum(str, Enum):
    """What a tag is for."""

    METADATA = "METADATA"
    RATE_LIMIT = "RATE_LIMIT"


class TagString(Model):
    """A tag whose value is text."""

    key: str | None = None
    type: str | None = one_of("METADATA", "RATE_LIMIT")
    value: str | None = None
