from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack


class EnvironmentResourceApi(ResourceApi):
    """The ``/environment`` endpoints: values that definitions read as ``${workflow.env.NAME}``."""

    @endpoint("GET", "/environment")
    def get_all(self, **options: Unpack[CallOptions]) -> list[dict[str, Any]]:
        """List the variables that workflows may read."""
    get_all_with_http_info = with_http_info(get_all)

    @endpoint("GET", "/environment/{key}")
    def get(self, key: str, **options: Unpack[CallOptions]) -> str:
        """Get the value of a variable."""
    get_with_http_info = with_http_info(get)
