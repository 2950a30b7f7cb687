from __future__ import annotations

from enum import Enum
from typing import Any

from conductor.client.http.models.auditable import Auditable

__all__ = ["Auditable", "SchemaDef", "SchemaType"]


class SchemaType(str, Enum):
    """The language of a schema."""

    JSON = "JSON"
    AVRO = "AVRO"
    PROTOBUF = "PROTOBUF"

    def __str__(self) -> str:
        return self.value


class SchemaDef(Auditable):
    """A schema for the input or output of tasks and workflows. Times are epoch milliseconds."""

    name: str | None = None
    version: int | None = 1
    type: SchemaType | None = None
    data: dict[str, Any] | None = None
    external_ref: str | None = None

    def __init__(
        self, name: str | None = None, version: int | None = 1, type: SchemaType | str | None = None,
        data: dict[str, Any] | None = None, external_ref: str | None = None, owner_app: str | None = None,
        create_time: int | None = None, update_time: int | None = None, created_by: str | None = None,
        updated_by: str | None = None,
    ) -> None:
        super().__init__(owner_app, create_time, update_time, created_by, updated_by)
        self.name = name
        self.version = 1 if version is None else version
        self.type = type  # type: ignore[assignment]  # text is as good  # pyright: ignore[reportAttributeAccessIssue]
        self.data = data
        self.external_ref = external_ref
