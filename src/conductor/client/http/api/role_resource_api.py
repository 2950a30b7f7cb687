from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import CreateOrUpdateRoleRequest, Role


class RoleResourceApi(ResourceApi):
    """The ``/roles`` endpoints: roles and the permissions they bundle (Orkes only)."""

    @endpoint("POST", "/roles")
    def create_role(
        self, body: CreateOrUpdateRoleRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """Create a role."""
    create_role_with_http_info = with_http_info(create_role)

    @endpoint("DELETE", "/roles/{name}")
    def delete_role(self, name: str, **options: Unpack[CallOptions]) -> Any:
        """Delete a role."""
    delete_role_with_http_info = with_http_info(delete_role)

    @endpoint("GET", "/roles/{name}")
    def get_role(self, name: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a role by name."""
    get_role_with_http_info = with_http_info(get_role)

    @endpoint("GET", "/roles")
    def list_all_roles(self, **options: Unpack[CallOptions]) -> list[Role]:
        """List every role."""
    list_all_roles_with_http_info = with_http_info(list_all_roles)

    @endpoint("GET", "/roles/permissions")
    def list_available_permissions(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """List the permissions that a role can hold."""
    list_available_permissions_with_http_info = with_http_info(list_available_permissions)

    @endpoint("GET", "/roles/custom")
    def list_custom_roles(self, **options: Unpack[CallOptions]) -> list[Role]:
        """List the roles that users made."""
    list_custom_roles_with_http_info = with_http_info(list_custom_roles)

    @endpoint("GET", "/roles/system")
    def list_system_roles(self, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """List the built-in roles."""
    list_system_roles_with_http_info = with_http_info(list_system_roles)

    @endpoint("PUT", "/roles/{name}")
    def update_role(
        self, name: str, body: CreateOrUpdateRoleRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """Change a role."""
    update_role_with_http_info = with_http_info(update_role)
