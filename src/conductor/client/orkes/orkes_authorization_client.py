"""The client of users, groups, roles, applications and permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from conductor.client.authorization_client import AuthorizationClient
from conductor.client.http.models._codec import decode
from conductor.client.http.models.authorization_request import AuthorizationRequest
from conductor.client.http.models.conductor_application import ConductorApplication
from conductor.client.http.models.conductor_user import ConductorUser
from conductor.client.http.models.generate_token_request import GenerateTokenRequest
from conductor.client.http.models.group import Group
from conductor.client.http.models.subject_ref import SubjectRef
from conductor.client.http.models.target_ref import TargetRef
from conductor.client.orkes.models.access_key import AccessKey
from conductor.client.orkes.models.created_access_key import CreatedAccessKey
from conductor.client.orkes.models.granted_permission import GrantedPermission
from conductor.client.orkes.orkes_base_client import OrkesBaseClient

if TYPE_CHECKING:
    from conductor.client.http.models.authentication_config import AuthenticationConfig
    from conductor.client.http.models.create_or_update_application_request import (
        CreateOrUpdateApplicationRequest,
    )
    from conductor.client.http.models.create_or_update_role_request import CreateOrUpdateRoleRequest
    from conductor.client.http.models.role import Role
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.http.models.upsert_group_request import UpsertGroupRequest
    from conductor.client.http.models.upsert_user_request import UpsertUserRequest
    from conductor.client.orkes.models.access_type import AccessType
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__

T = TypeVar("T")


class OrkesAuthorizationClient(OrkesBaseClient, AuthorizationClient):
    """See ``AuthorizationClient``."""

    def create_application(
        self, create_or_update_application_request: CreateOrUpdateApplicationRequest
    ) -> ConductorApplication:
        made = self.applicationResourceApi.create_application(create_or_update_application_request)
        return _as(ConductorApplication, made)

    def get_application(self, application_id: str) -> ConductorApplication:
        return _as(ConductorApplication, self.applicationResourceApi.get_application(application_id))

    def list_applications(self) -> list[ConductorApplication]:
        return self.applicationResourceApi.list_applications()

    def update_application(
        self, create_or_update_application_request: CreateOrUpdateApplicationRequest, application_id: str
    ) -> ConductorApplication:
        request = create_or_update_application_request
        return _as(
            ConductorApplication, self.applicationResourceApi.update_application(request, application_id)
        )

    def delete_application(self, application_id: str) -> None:
        self.applicationResourceApi.delete_application(application_id)

    def get_app_by_access_key_id(self, access_key_id: str) -> str:
        found: str = self.applicationResourceApi.get_app_by_access_key_id(access_key_id)
        return found

    def add_role_to_application_user(self, application_id: str, role: str) -> None:
        self.applicationResourceApi.add_role_to_application_user(application_id, role)

    def remove_role_from_application_user(self, application_id: str, role: str) -> None:
        self.applicationResourceApi.remove_role_from_application_user(application_id, role)

    def set_application_tags(self, tags: list[MetadataTag], application_id: str) -> None:
        self.applicationResourceApi.put_tags_for_application(tags, application_id)

    def get_application_tags(self, application_id: str) -> list[TagObject]:
        return self.applicationResourceApi.get_tags_for_application(application_id)

    def delete_application_tags(self, tags: list[MetadataTag], application_id: str) -> None:
        self.applicationResourceApi.delete_tags_for_application(tags, application_id)

    def create_access_key(self, application_id: str) -> CreatedAccessKey:
        made = self.applicationResourceApi.create_access_key(application_id)
        return CreatedAccessKey(made["id"], made["secret"])

    def get_access_keys(self, application_id: str) -> list[AccessKey]:
        return [_access_key(key) for key in self.applicationResourceApi.get_access_keys(application_id)]

    def toggle_access_key_status(self, application_id: str, key_id: str) -> AccessKey:
        return _access_key(self.applicationResourceApi.toggle_access_key_status(application_id, key_id))

    def delete_access_key(self, application_id: str, key_id: str) -> None:
        self.applicationResourceApi.delete_access_key(application_id, key_id)

    def upsert_user(self, upsert_user_request: UpsertUserRequest, user_id: str) -> ConductorUser:
        return _as(ConductorUser, self.userResourceApi.upsert_user(upsert_user_request, user_id))

    def get_user(self, user_id: str) -> ConductorUser:
        return _as(ConductorUser, self.userResourceApi.get_user(user_id))

    def list_users(self, apps: bool | None = False) -> list[ConductorUser]:
        return self.userResourceApi.list_users(apps=apps)

    def delete_user(self, user_id: str) -> None:
        self.userResourceApi.delete_user(user_id)

    def get_granted_permissions_for_user(self, user_id: str) -> list[GrantedPermission]:
        return _granted(self.userResourceApi.get_granted_permissions(user_id))

    def check_permissions(self, user_id: str, target_type: str, target_id: str) -> dict[str, Any]:
        return self.userResourceApi.check_permissions(user_id, type=target_type, id=target_id)

    def upsert_group(self, upsert_group_request: UpsertGroupRequest, group_id: str) -> Group:
        return _as(Group, self.groupResourceApi.upsert_group(upsert_group_request, group_id))

    def get_group(self, group_id: str) -> Group:
        return _as(Group, self.groupResourceApi.get_group(group_id))

    def list_groups(self) -> list[Group]:
        return self.groupResourceApi.list_groups()

    def delete_group(self, group_id: str) -> None:
        self.groupResourceApi.delete_group(group_id)

    def get_granted_permissions_for_group(self, group_id: str) -> list[GrantedPermission]:
        return _granted(self.groupResourceApi.get_granted_permissions1(group_id))

    def add_user_to_group(self, group_id: str, user_id: str) -> None:
        self.groupResourceApi.add_user_to_group(group_id, user_id)

    def add_users_to_group(self, group_id: str, user_ids: list[str]) -> None:
        self.groupResourceApi.add_users_to_group(group_id, user_ids)

    def get_users_in_group(self, group_id: str) -> list[ConductorUser]:
        return [_as(ConductorUser, user) for user in self.groupResourceApi.get_users_in_group(group_id)]

    def remove_user_from_group(self, group_id: str, user_id: str) -> None:
        self.groupResourceApi.remove_user_from_group(group_id, user_id)

    def remove_users_from_group(self, group_id: str, user_ids: list[str]) -> None:
        self.groupResourceApi.remove_users_from_group(group_id, user_ids)

    def grant_permissions(self, subject: SubjectRef, target: TargetRef, access: list[AccessType]) -> None:
        self.authorizationResourceApi.grant_permissions(AuthorizationRequest(subject, target, list(access)))

    def get_permissions(self, target: TargetRef) -> dict[str, list[SubjectRef]]:
        kind: Any = getattr(target.type, "name", target.type)
        target_id: Any = target.id
        granted = self.authorizationResourceApi.get_permissions(kind, target_id)
        return {
            access: [SubjectRef(subject["type"], subject["id"]) for subject in subjects]
            for access, subjects in granted.items()
        }

    def remove_permissions(self, subject: SubjectRef, target: TargetRef, access: list[AccessType]) -> None:
        self.authorizationResourceApi.remove_permissions(AuthorizationRequest(subject, target, list(access)))

    def list_all_roles(self) -> list[Role]:
        return self.roleResourceApi.list_all_roles()

    def list_system_roles(self) -> dict[str, Any]:
        return self.roleResourceApi.list_system_roles()

    def list_custom_roles(self) -> list[Role]:
        return self.roleResourceApi.list_custom_roles()

    def list_available_permissions(self) -> dict[str, Any]:
        return self.roleResourceApi.list_available_permissions()

    def create_role(self, create_role_request: CreateOrUpdateRoleRequest | dict[str, Any]) -> dict[str, Any]:
        return self.roleResourceApi.create_role(create_role_request)

    def get_role(self, role_name: str) -> dict[str, Any]:
        return self.roleResourceApi.get_role(role_name)

    def update_role(
        self, role_name: str, update_role_request: CreateOrUpdateRoleRequest | dict[str, Any]
    ) -> dict[str, Any]:
        return self.roleResourceApi.update_role(role_name, update_role_request)

    def delete_role(self, role_name: str) -> Any:
        return self.roleResourceApi.delete_role(role_name)

    def get_user_info_from_token(self) -> dict[str, Any]:
        return self.tokenResourceApi.get_user_info()

    def generate_token(self, key_id: str, key_secret: str) -> dict[str, Any]:
        return self.tokenResourceApi.generate_token(GenerateTokenRequest(key_id, key_secret))

    def create_gateway_auth_config(self, auth_config: AuthenticationConfig | dict[str, Any]) -> str:
        return self.gatewayAuthResourceApi.create_config(auth_config)

    def get_gateway_auth_config(self, config_id: str) -> AuthenticationConfig:
        return self.gatewayAuthResourceApi.get_config(config_id)

    def list_gateway_auth_configs(self) -> list[AuthenticationConfig]:
        return self.gatewayAuthResourceApi.list_all_configs()

    def update_gateway_auth_config(
        self, config_id: str, auth_config: AuthenticationConfig | dict[str, Any]
    ) -> None:
        self.gatewayAuthResourceApi.update_config(config_id, auth_config)

    def delete_gateway_auth_config(self, config_id: str) -> None:
        self.gatewayAuthResourceApi.delete_config(config_id)


def _as(model: type[T], data: Any) -> T:
    decoded: T = decode(data, model)
    return decoded


def _access_key(data: dict[str, Any]) -> AccessKey:
    return AccessKey(data["id"], data["status"], data["createdAt"])


def _granted(data: dict[str, Any]) -> list[GrantedPermission]:
    return [
        GrantedPermission(TargetRef(grant["target"]["type"], grant["target"]["id"]), grant["access"])
        for grant in data["grantedAccess"]
    ]
