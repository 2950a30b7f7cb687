from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import SchemaDef


class SchemaResourceApi(ResourceApi):
    """The ``/schema`` endpoints: schemas of inputs and outputs (Orkes only)."""

    @endpoint("DELETE", "/schema/{name}")
    def delete_schema_by_name(self, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete every version of a schema."""
    delete_schema_by_name_with_http_info = with_http_info(delete_schema_by_name)

    @endpoint("DELETE", "/schema/{name}/{version}")
    def delete_schema_by_name_and_version(
        self, name: str, version: int, **options: Unpack[CallOptions]
    ) -> None:
        """Delete one version of a schema."""
    delete_schema_by_name_and_version_with_http_info = with_http_info(delete_schema_by_name_and_version)

    @endpoint("GET", "/schema")
    def get_all_schemas(self, **options: Unpack[CallOptions]) -> list[SchemaDef]:
        """List every schema."""
    get_all_schemas_with_http_info = with_http_info(get_all_schemas)

    @endpoint("GET", "/schema/{name}/{version}")
    def get_schema_by_name_and_version(
        self, name: str, version: int, **options: Unpack[CallOptions]
    ) -> SchemaDef:
        """Get one version of a schema."""
    get_schema_by_name_and_version_with_http_info = with_http_info(get_schema_by_name_and_version)

    @endpoint("POST", "/schema")
    def save(
        self, body: SchemaDef | dict[str, Any], *, new_version: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Save schemas, each under a new version when ``new_version`` says so."""
    save_with_http_info = with_http_info(save)
