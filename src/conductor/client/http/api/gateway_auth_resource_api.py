from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import AuthenticationConfig


class GatewayAuthResourceApi(ResourceApi):
    """The ``/gateway/config/auth`` endpoints: authentication of the API gateway (Orkes only)."""

    @endpoint("POST", "/gateway/config/auth")
    def create_config(
        self, body: AuthenticationConfig | dict[str, Any], **options: Unpack[CallOptions]
    ) -> str:
        """Create a gateway authentication and get its id."""
    create_config_with_http_info = with_http_info(create_config)

    @endpoint("DELETE", "/gateway/config/auth/{id}")
    def delete_config(self, id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a gateway authentication."""
    delete_config_with_http_info = with_http_info(delete_config)

    @endpoint("GET", "/gateway/config/auth/{id}")
    def get_config(self, id: str, **options: Unpack[CallOptions]) -> AuthenticationConfig:
        """Get a gateway authentication by its id."""
    get_config_with_http_info = with_http_info(get_config)

    @endpoint("GET", "/gateway/config/auth")
    def list_all_configs(self, **options: Unpack[CallOptions]) -> list[AuthenticationConfig]:
        """List every gateway authentication."""
    list_all_configs_with_http_info = with_http_info(list_all_configs)

    @endpoint("PUT", "/gateway/config/auth/{id}")
    def update_config(
        self, id: str, body: AuthenticationConfig | dict[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Replace a gateway authentication."""
    update_config_with_http_info = with_http_info(update_config)
