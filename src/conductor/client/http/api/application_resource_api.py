from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import ConductorApplication, CreateOrUpdateApplicationRequest, TagObject
    from conductor.client.orkes.models.metadata_tag import Tags


class ApplicationResourceApi(ResourceApi):
    """The ``/applications`` endpoints: applications, their access keys and roles (Orkes only)."""

    @endpoint("POST", "/applications/{applicationId}/roles/{role}")
    def add_role_to_application_user(
        self, application_id: str, role: str, **options: Unpack[CallOptions]
    ) -> Any:
        """Give the user behind an application a role."""
    add_role_to_application_user_with_http_info = with_http_info(add_role_to_application_user)

    @endpoint("POST", "/applications/{id}/accessKeys")
    def create_access_key(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """Create an access key; its secret is in this answer and never shown again."""
    create_access_key_with_http_info = with_http_info(create_access_key)

    @endpoint("POST", "/applications")
    def create_application(
        self, body: CreateOrUpdateApplicationRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> Any:
        """Create an application."""
    create_application_with_http_info = with_http_info(create_application)

    @endpoint("DELETE", "/applications/{applicationId}/accessKeys/{keyId}")
    def delete_access_key(self, application_id: str, key_id: str, **options: Unpack[CallOptions]) -> Any:
        """Delete an access key of an application."""
    delete_access_key_with_http_info = with_http_info(delete_access_key)

    @endpoint("DELETE", "/applications/{id}")
    def delete_application(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """Delete an application."""
    delete_application_with_http_info = with_http_info(delete_application)

    @endpoint("DELETE", "/applications/{id}/tags")
    def delete_tags_for_application(self, body: Tags, id: str, **options: Unpack[CallOptions]) -> None:
        """Take tags off an application."""
    delete_tags_for_application_with_http_info = with_http_info(delete_tags_for_application)

    @endpoint("GET", "/applications/{id}/accessKeys")
    def get_access_keys(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """List the access keys of an application, without their secrets."""
    get_access_keys_with_http_info = with_http_info(get_access_keys)

    @endpoint("GET", "/applications/key/{accessKeyId}")
    def get_app_by_access_key_id(self, access_key_id: str, **options: Unpack[CallOptions]) -> Any:
        """Get the application that an access key belongs to."""
    get_app_by_access_key_id_with_http_info = with_http_info(get_app_by_access_key_id)

    @endpoint("GET", "/applications/{id}")
    def get_application(self, id: str, **options: Unpack[CallOptions]) -> Any:
        """Get an application by its id."""
    get_application_with_http_info = with_http_info(get_application)

    @endpoint("GET", "/applications/{id}/tags")
    def get_tags_for_application(self, id: str, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List the tags of an application."""
    get_tags_for_application_with_http_info = with_http_info(get_tags_for_application)

    @endpoint("GET", "/applications")
    def list_applications(self, **options: Unpack[CallOptions]) -> list[ConductorApplication]:
        """List every application."""
    list_applications_with_http_info = with_http_info(list_applications)

    @endpoint("PUT", "/applications/{id}/tags")
    def put_tags_for_application(self, body: Tags, id: str, **options: Unpack[CallOptions]) -> None:
        """Replace the tags of an application."""
    put_tags_for_application_with_http_info = with_http_info(put_tags_for_application)

    @endpoint("DELETE", "/applications/{applicationId}/roles/{role}")
    def remove_role_from_application_user(
        self, application_id: str, role: str, **options: Unpack[CallOptions]
    ) -> Any:
        """Take a role from the user behind an application."""
    remove_role_from_application_user_with_http_info = with_http_info(remove_role_from_application_user)

    @endpoint("POST", "/applications/{applicationId}/accessKeys/{keyId}/status")
    def toggle_access_key_status(
        self, application_id: str, key_id: str, **options: Unpack[CallOptions]
    ) -> Any:
        """Switch an access key from active to inactive, or back."""
    toggle_access_key_status_with_http_info = with_http_info(toggle_access_key_status)

    @endpoint("PUT", "/applications/{id}")
    def update_application(
        self, body: CreateOrUpdateApplicationRequest | dict[str, Any], id: str, **options: Unpack[CallOptions]
    ) -> Any:
        """Change an application."""
    update_application_with_http_info = with_http_info(update_application)
