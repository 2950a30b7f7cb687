"""What a client of users, groups, roles, applications and permissions can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.http.models.authentication_config import AuthenticationConfig
    from conductor.client.http.models.conductor_application import ConductorApplication
    from conductor.client.http.models.conductor_user import ConductorUser
    from conductor.client.http.models.create_or_update_application_request import (
        CreateOrUpdateApplicationRequest,
    )
    from conductor.client.http.models.create_or_update_role_request import CreateOrUpdateRoleRequest
    from conductor.client.http.models.group import Group
    from conductor.client.http.models.role import Role
    from conductor.client.http.models.subject_ref import SubjectRef
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.http.models.target_ref import TargetRef
    from conductor.client.http.models.upsert_group_request import UpsertGroupRequest
    from conductor.client.http.models.upsert_user_request import UpsertUserRequest
    from conductor.client.orkes.models.access_key import AccessKey
    from conductor.client.orkes.models.access_type import AccessType
    from conductor.client.orkes.models.created_access_key import CreatedAccessKey
    from conductor.client.orkes.models.granted_permission import GrantedPermission
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class AuthorizationClient(ABC):
    """Say who may do what (Orkes only).

    The open-source server has no users and no permissions: ``NotSupportedByServer`` says so.
    """

    # Applications

    @abstractmethod
    def create_application(
        self, create_or_update_application_request: CreateOrUpdateApplicationRequest
    ) -> ConductorApplication:
        """Create an application: an account for programs, with access keys and a user of its own."""

    @abstractmethod
    def get_application(self, application_id: str) -> ConductorApplication:
        """Get an application by its id."""

    @abstractmethod
    def list_applications(self) -> list[ConductorApplication]:
        """Get every application."""

    @abstractmethod
    def update_application(
        self, create_or_update_application_request: CreateOrUpdateApplicationRequest, application_id: str
    ) -> ConductorApplication:
        """Change an application."""

    @abstractmethod
    def delete_application(self, application_id: str) -> None:
        """Delete an application."""

    @abstractmethod
    def get_app_by_access_key_id(self, access_key_id: str) -> str:
        """Get the id of the application that an access key belongs to."""

    @abstractmethod
    def add_role_to_application_user(self, application_id: str, role: str) -> None:
        """Give the application's user a role, such as ``WORKER`` or ``ADMIN``."""

    @abstractmethod
    def remove_role_from_application_user(self, application_id: str, role: str) -> None:
        """Take a role from the application's user."""

    @abstractmethod
    def set_application_tags(self, tags: list[MetadataTag], application_id: str) -> None:
        """Replace the tags of an application."""

    @abstractmethod
    def get_application_tags(self, application_id: str) -> list[TagObject]:
        """Get the tags of an application."""

    @abstractmethod
    def delete_application_tags(self, tags: list[MetadataTag], application_id: str) -> None:
        """Take tags off an application."""

    # Access keys

    @abstractmethod
    def create_access_key(self, application_id: str) -> CreatedAccessKey:
        """Create an access key; only this answer ever shows its secret."""

    @abstractmethod
    def get_access_keys(self, application_id: str) -> list[AccessKey]:
        """Get the access keys of an application, without their secrets."""

    @abstractmethod
    def toggle_access_key_status(self, application_id: str, key_id: str) -> AccessKey:
        """Switch an access key from ACTIVE to INACTIVE, or back."""

    @abstractmethod
    def delete_access_key(self, application_id: str, key_id: str) -> None:
        """Delete an access key."""

    # Users

    @abstractmethod
    def upsert_user(self, upsert_user_request: UpsertUserRequest, user_id: str) -> ConductorUser:
        """Create a user, or change it."""

    @abstractmethod
    def get_user(self, user_id: str) -> ConductorUser:
        """Get a user by id."""

    @abstractmethod
    def list_users(self, apps: bool | None = False) -> list[ConductorUser]:
        """Get every user; those of applications too when ``apps`` is True."""

    @abstractmethod
    def delete_user(self, user_id: str) -> None:
        """Delete a user."""

    @abstractmethod
    def get_granted_permissions_for_user(self, user_id: str) -> list[GrantedPermission]:
        """Get what a user may do, and with which resources."""

    @abstractmethod
    def check_permissions(self, user_id: str, target_type: str, target_id: str) -> dict[str, Any]:
        """Tell what a user may do with one resource: access type → True or False."""

    # Groups

    @abstractmethod
    def upsert_group(self, upsert_group_request: UpsertGroupRequest, group_id: str) -> Group:
        """Create a group, or change it."""

    @abstractmethod
    def get_group(self, group_id: str) -> Group:
        """Get a group by its id."""

    @abstractmethod
    def list_groups(self) -> list[Group]:
        """Get every group."""

    @abstractmethod
    def delete_group(self, group_id: str) -> None:
        """Delete a group."""

    @abstractmethod
    def get_granted_permissions_for_group(self, group_id: str) -> list[GrantedPermission]:
        """Get what the users of a group may do, and with which resources."""

    @abstractmethod
    def add_user_to_group(self, group_id: str, user_id: str) -> None:
        """Add a user to a group."""

    @abstractmethod
    def add_users_to_group(self, group_id: str, user_ids: list[str]) -> None:
        """Add users to a group."""

    @abstractmethod
    def get_users_in_group(self, group_id: str) -> list[ConductorUser]:
        """Get the users of a group."""

    @abstractmethod
    def remove_user_from_group(self, group_id: str, user_id: str) -> None:
        """Take a user out of a group."""

    @abstractmethod
    def remove_users_from_group(self, group_id: str, user_ids: list[str]) -> None:
        """Take users out of a group."""

    # Permissions

    @abstractmethod
    def grant_permissions(self, subject: SubjectRef, target: TargetRef, access: list[AccessType]) -> None:
        """Give a user, role or group access to a resource."""

    @abstractmethod
    def get_permissions(self, target: TargetRef) -> dict[str, list[SubjectRef]]:
        """Get who has access to a resource: access type → users, roles and groups."""

    @abstractmethod
    def remove_permissions(self, subject: SubjectRef, target: TargetRef, access: list[AccessType]) -> None:
        """Take access to a resource away."""

    # Roles

    @abstractmethod
    def list_all_roles(self) -> list[Role]:
        """Get every role."""

    @abstractmethod
    def list_system_roles(self) -> dict[str, Any]:
        """Get the built-in roles, by name."""

    @abstractmethod
    def list_custom_roles(self) -> list[Role]:
        """Get the roles that users made."""

    @abstractmethod
    def list_available_permissions(self) -> dict[str, Any]:
        """Get the permissions that a role can hold."""

    @abstractmethod
    def create_role(self, create_role_request: CreateOrUpdateRoleRequest | dict[str, Any]) -> dict[str, Any]:
        """Create a role: its name and its permissions."""

    @abstractmethod
    def get_role(self, role_name: str) -> dict[str, Any]:
        """Get a role by name."""

    @abstractmethod
    def update_role(
        self, role_name: str, update_role_request: CreateOrUpdateRoleRequest | dict[str, Any]
    ) -> dict[str, Any]:
        """Change a role."""

    @abstractmethod
    def delete_role(self, role_name: str) -> Any:
        """Delete a role; answers what the server says."""

    # Tokens and the gateway

    @abstractmethod
    def get_user_info_from_token(self) -> dict[str, Any]:
        """Get the user that this client's token stands for."""

    @abstractmethod
    def generate_token(self, key_id: str, key_secret: str) -> dict[str, Any]:
        """Get an access token for a key and its secret. The clients do this by themselves."""

    @abstractmethod
    def create_gateway_auth_config(self, auth_config: AuthenticationConfig | dict[str, Any]) -> str:
        """Create an authentication of the API gateway; answers its id."""

    @abstractmethod
    def get_gateway_auth_config(self, config_id: str) -> AuthenticationConfig:
        """Get an authentication of the API gateway."""

    @abstractmethod
    def list_gateway_auth_configs(self) -> list[AuthenticationConfig]:
        """Get every authentication of the API gateway."""

    @abstractmethod
    def update_gateway_auth_config(
        self, config_id: str, auth_config: AuthenticationConfig | dict[str, Any]
    ) -> None:
        """Change an authentication of the API gateway."""

    @abstractmethod
    def delete_gateway_auth_config(self, config_id: str) -> None:
        """Delete an authentication of the API gateway."""
