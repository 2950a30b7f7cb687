from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import TagObject
    from conductor.client.orkes.models.metadata_tag import Tags


class SecretResourceApi(ResourceApi):
    """The ``/secrets`` endpoints: values that workflows read and nobody sees."""

    @endpoint("DELETE", "/secrets/{key}")
    def delete_secret(self, key: str, **options: Unpack[CallOptions]) -> Any:
        """Delete a secret."""
    delete_secret_with_http_info = with_http_info(delete_secret)

    @endpoint("DELETE", "/secrets/{key}/tags")
    def delete_tag_for_secret(self, body: Tags, key: str, **options: Unpack[CallOptions]) -> None:
        """Take tags off a secret (Orkes only)."""
    delete_tag_for_secret_with_http_info = with_http_info(delete_tag_for_secret)

    @endpoint("GET", "/secrets/{key}")
    def get_secret(self, key: str, **options: Unpack[CallOptions]) -> str:
        """Get the value of a secret."""
    get_secret_with_http_info = with_http_info(get_secret)

    @endpoint("GET", "/secrets/{key}/tags")
    def get_tags(self, key: str, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List the tags of a secret (Orkes only)."""
    get_tags_with_http_info = with_http_info(get_tags)

    @endpoint("POST", "/secrets")
    def list_all_secret_names(self, **options: Unpack[CallOptions]) -> list[str]:
        """List the names of all secrets."""
    list_all_secret_names_with_http_info = with_http_info(list_all_secret_names)

    @endpoint("GET", "/secrets")
    def list_secrets_that_user_can_grant_access_to(self, **options: Unpack[CallOptions]) -> list[str]:
        """List the names of the secrets that the caller may grant access to."""
    list_secrets_that_user_can_grant_access_to_with_http_info = with_http_info(
        list_secrets_that_user_can_grant_access_to
    )

    @endpoint("GET", "/secrets-v2")
    def list_secrets_with_tags_that_user_can_grant_access_to(
        self, **options: Unpack[CallOptions]
    ) -> list[dict[str, Any]]:
        """List the same secrets, with their tags (Orkes only)."""
    list_secrets_with_tags_that_user_can_grant_access_to_with_http_info = with_http_info(
        list_secrets_with_tags_that_user_can_grant_access_to
    )

    @endpoint("PUT", "/secrets/{key}")
    def put_secret(self, body: str, key: str, **options: Unpack[CallOptions]) -> Any:
        """Store a secret; ``body`` is its value."""
    put_secret_with_http_info = with_http_info(put_secret)

    @endpoint("PUT", "/secrets/{key}/tags")
    def put_tag_for_secret(self, body: Tags, key: str, **options: Unpack[CallOptions]) -> None:
        """Put tags on a secret (Orkes only)."""
    put_tag_for_secret_with_http_info = with_http_info(put_tag_for_secret)

    @endpoint("GET", "/secrets/{key}/exists")
    def secret_exists(self, key: str, **options: Unpack[CallOptions]) -> bool:
        """Tell whether a secret of that name exists."""
    secret_exists_with_http_info = with_http_info(secret_exists)

    @endpoint("GET", "/secrets/v2")
    def list_secrets_v2(self, **options: Unpack[CallOptions]) -> list[dict[str, Any]]:
        """List the secrets with what is known about them, not with their values."""
    list_secrets_v2_with_http_info = with_http_info(list_secrets_v2)
