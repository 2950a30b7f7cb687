from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import AuthorizationRequest


class AuthorizationResourceApi(ResourceApi):
    """The ``/auth/authorization`` endpoints: who may do what with which resource (Orkes only)."""

    @endpoint("GET", "/auth/authorization/{type}/{id}")
    def get_permissions(self, type: str, id: str, **options: Unpack[CallOptions]) -> Any:
        """Get the permissions granted on one resource, by access type."""
    get_permissions_with_http_info = with_http_info(get_permissions)

    @endpoint("POST", "/auth/authorization")
    def grant_permissions(
        self, body: AuthorizationRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> Any:
        """Grant a user, role or group access to a resource."""
    grant_permissions_with_http_info = with_http_info(grant_permissions)

    @endpoint("DELETE", "/auth/authorization")
    def remove_permissions(
        self, body: AuthorizationRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> Any:
        """Take a granted access away."""
    remove_permissions_with_http_info = with_http_info(remove_permissions)
