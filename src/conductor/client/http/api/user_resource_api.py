from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import ConductorUser, UpsertUserRequest


class UserResourceApi(ResourceApi):
    """The ``/users`` endpoints: users and their permissions (Orkes only)."""

    @endpoint("GET", "/users/{userId}/checkPermissions")
    def check_permissions(
        self, user_id: str, *, type: str | None = None, id: str | None = None, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """Tell what a user may do with a resource, given by ``type`` and ``id``."""
    check_permissions_with_http_info = with_http_info(check_permissions)

    @endpoint("DELETE", "/users/{id}")
    def delete_user(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """Delete a user."""
    delete_user_with_http_info = with_http_info(delete_user)

    @endpoint("GET", "/users/{userId}/permissions")
    def get_granted_permissions(self, user_id: str, **options: Unpack[CallOptions]) -> Any:
        """Get what a user may do."""
    get_granted_permissions_with_http_info = with_http_info(get_granted_permissions)

    @endpoint("GET", "/users/{id}")
    def get_user(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """Get a user by id."""
    get_user_with_http_info = with_http_info(get_user)

    @endpoint("GET", "/users")
    def list_users(self, *, apps: bool | None = None, **options: Unpack[CallOptions]) -> list[ConductorUser]:
        """List the users, those behind applications too when ``apps`` says so."""
    list_users_with_http_info = with_http_info(list_users)

    @endpoint("PUT", "/users/{id}")
    def upsert_user(
        self, body: UpsertUserRequest | dict[str, Any], id: str, **options: Unpack[CallOptions]
    ) -> Any:
        """Create a user, or change it."""
    upsert_user_with_http_info = with_http_info(upsert_user)
