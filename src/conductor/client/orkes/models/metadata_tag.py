from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models.tag_object import TagObject

__all__ = ["MetadataTag", "TagObject"]


class MetadataTag(TagObject):
    """A tag that describes."""

    def __init__(self, key: str, value: Any) -> None:
        super().__init__(key=key, type="METADATA", value=value)


if TYPE_CHECKING:
    Tags = list[TagObject] | list[MetadataTag] | list[dict[str, Any]]
    """What can be put on a workflow, a task, a schedule …, or taken off."""
