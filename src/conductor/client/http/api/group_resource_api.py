from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import Group, UpsertGroupRequest


class GroupResourceApi(ResourceApi):
    """The ``/groups`` endpoints: groups of users (Orkes only)."""

    @endpoint("POST", "/groups/{groupId}/users/{userId}")
    def add_user_to_group(self, group_id: str, user_id: str, **options: Unpack[CallOptions]) -> Any:
        """Add one user to a group."""
    add_user_to_group_with_http_info = with_http_info(add_user_to_group)

    @endpoint("POST", "/groups/{groupId}/users")
    def add_users_to_group(self, group_id: str, body: list[str], **options: Unpack[CallOptions]) -> Any:
        """Add users, given by id, to a group."""
    add_users_to_group_with_http_info = with_http_info(add_users_to_group)

    @endpoint("DELETE", "/groups/{id}")
    def delete_group(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """Delete a group."""
    delete_group_with_http_info = with_http_info(delete_group)

    @endpoint("GET", "/groups/{groupId}/permissions")
    def get_granted_permissions1(self, group_id: str, **options: Unpack[CallOptions]) -> Any:
        """Get what the members of a group may do."""
    get_granted_permissions1_with_http_info = with_http_info(get_granted_permissions1)

    @endpoint("GET", "/groups/{id}")
    def get_group(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """Get a group by its id."""
    get_group_with_http_info = with_http_info(get_group)

    @endpoint("GET", "/groups/{id}/users")
    def get_users_in_group(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """List the users of a group."""
    get_users_in_group_with_http_info = with_http_info(get_users_in_group)

    @endpoint("GET", "/groups")
    def list_groups(self, **options: Unpack[CallOptions]) -> list[Group]:
        """List every group."""
    list_groups_with_http_info = with_http_info(list_groups)

    @endpoint("DELETE", "/groups/{groupId}/users/{userId}")
    def remove_user_from_group(self, group_id: str, user_id: str, **options: Unpack[CallOptions]) -> Any:
        """Take one user out of a group."""
    remove_user_from_group_with_http_info = with_http_info(remove_user_from_group)

    @endpoint("DELETE", "/groups/{groupId}/users")
    def remove_users_from_group(self, group_id: str, body: list[str], **options: Unpack[CallOptions]) -> Any:
        """Take users, given by id, out of a group."""
    remove_users_from_group_with_http_info = with_http_info(remove_users_from_group)

    @endpoint("PUT", "/groups/{id}")
    def upsert_group(
        self, body: UpsertGroupRequest | dict[str, Any], id: str, **options: Unpack[CallOptions]
    ) -> Any:
        """Create a group, or change it."""
    upsert_group_with_http_info = with_http_info(upsert_group)
