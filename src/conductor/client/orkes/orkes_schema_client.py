"""The client of schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.orkes.orkes_base_client import OrkesBaseClient
from conductor.client.schema_client import SchemaClient

if TYPE_CHECKING:
    from conductor.client.http.models.schema_def import SchemaDef
else:
    from conductor.client._published import __getattr__ as __getattr__


class OrkesSchemaClient(OrkesBaseClient, SchemaClient):
    """See ``SchemaClient``."""

    def register_schema(self, schema: SchemaDef) -> None:
        self.schemaApi.save(schema)

    def get_schema(self, schema_name: str, version: int) -> SchemaDef:
        return self.schemaApi.get_schema_by_name_and_version(name=schema_name, version=version)

    def get_all_schemas(self) -> list[SchemaDef]:
        return self.schemaApi.get_all_schemas()

    def delete_schema(self, schema_name: str, version: int) -> None:
        self.schemaApi.delete_schema_by_name_and_version(name=schema_name, version=version)

    def delete_schema_by_name(self, schema_name: str) -> None:
        self.schemaApi.delete_schema_by_name(name=schema_name)
