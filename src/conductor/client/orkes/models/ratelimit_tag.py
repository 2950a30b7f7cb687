from __future__ import annotations

from typing import Any

from conductor.client.http.models.tag_object import TagObject

__all__ = ["RateLimitTag", "TagObject"]


class RateLimitTag(TagObject):
    """A tag that limits the rate."""

    def __init__(self, key: str, value: Any) -> None:
        super().__init__(key=key, type="RATE_LIMIT", value=value)
