"""What a client of schemas can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.schema_def import SchemaDef
else:
    from conductor.client._published import __getattr__ as __getattr__


class SchemaClient(ABC):
    """Register and look up schemas of inputs and outputs (Orkes only).

    The open-source server has no schemas: ``NotSupportedByServer`` says so.
    """

    @abstractmethod
    def register_schema(self, schema: SchemaDef) -> None:
        """Register a schema, or replace the same name and version."""

    @abstractmethod
    def get_schema(self, schema_name: str, version: int) -> SchemaDef:
        """Get one version of a schema."""

    @abstractmethod
    def get_all_schemas(self) -> list[SchemaDef]:
        """Get every version of every schema."""

    @abstractmethod
    def delete_schema(self, schema_name: str, version: int) -> None:
        """Delete one version of a schema."""

    @abstractmethod
    def delete_schema_by_name(self, schema_name: str) -> None:
        """Delete every version of a schema."""
