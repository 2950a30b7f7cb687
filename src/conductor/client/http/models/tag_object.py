from __future__ import annotations

from enum import Enum
from typing import Any

from conductor.client.http.models._model import Model, one_of


class TypeEnum(str, Enum):
    """What a tag is for."""

    METADATA = "METADATA"
    RATE_LIMIT = "RATE_LIMIT"


class TagObject(Model):
    """A tag of a workflow, task or other thing."""

    key: str | None = None
    type: str | None = one_of("METADATA", "RATE_LIMIT")
    value: Any = None
