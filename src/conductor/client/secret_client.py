"""What a client of secrets can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class SecretClient(ABC):
    """Store and look up secrets, which workflows read as ``${workflow.secrets.NAME}``.

    The open-source server takes its secrets from its environment and cannot write them: 501
    (``ServerError``).
    """

    @abstractmethod
    def put_secret(self, key: str, value: str) -> None:
        """Store a secret; ``value`` arrives as it is, character by character."""

    @abstractmethod
    def get_secret(self, key: str) -> str:
        """Get the value of a secret."""

    @abstractmethod
    def list_all_secret_names(self) -> set[str]:
        """Get the names of all secrets."""

    @abstractmethod
    def list_secrets_that_user_can_grant_access_to(self) -> list[str]:
        """Get the names of the secrets that the caller may grant access to."""

    @abstractmethod
    def delete_secret(self, key: str) -> None:
        """Delete a secret."""

    @abstractmethod
    def secret_exists(self, key: str) -> bool:
        """Tell whether there is a secret of that name."""

    @abstractmethod
    def set_secret_tags(self, tags: list[MetadataTag], key: str) -> None:
        """Put tags on a secret (Orkes only)."""

    @abstractmethod
    def get_secret_tags(self, key: str) -> list[TagObject]:
        """Get the tags of a secret (Orkes only)."""

    @abstractmethod
    def delete_secret_tags(self, tags: list[MetadataTag], key: str) -> None:
        """Take tags off a secret (Orkes only)."""
