"""What a client of prompts can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.http.models.prompt_template import PromptTemplate
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class PromptClient(ABC):
    """Store, look up and try templates of prompts for language models (Orkes only).

    The open-source server has no prompts: ``NotSupportedByServer`` says so.
    """

    @abstractmethod
    def save_prompt(
        self,
        prompt_name: str,
        description: str,
        prompt_template: str,
        models: list[str] | None = None,
        version: int | None = None,
        auto_increment: bool = False,
    ) -> None:
        """Create a prompt template, or change it; ``${name}`` in its text is a variable.

        ``models`` may use it, each named ``provider:model``. ``auto_increment`` stores it under the next
        version.
        """

    @abstractmethod
    def get_prompt(self, prompt_name: str) -> PromptTemplate:
        """Get a prompt template by name."""

    @abstractmethod
    def get_prompts(self) -> list[PromptTemplate]:
        """Get every prompt template."""

    @abstractmethod
    def delete_prompt(self, prompt_name: str) -> None:
        """Delete a prompt template."""

    @abstractmethod
    def get_tags_for_prompt_template(self, prompt_name: str) -> list[TagObject]:
        """Get the tags of a prompt template."""

    @abstractmethod
    def update_tag_for_prompt_template(self, prompt_name: str, tags: list[MetadataTag]) -> None:
        """Put tags on a prompt template."""

    @abstractmethod
    def delete_tag_for_prompt_template(self, prompt_name: str, tags: list[MetadataTag]) -> None:
        """Take tags off a prompt template."""

    @abstractmethod
    def test_prompt(
        self,
        prompt_text: str,
        variables: dict[str, Any],
        ai_integration: str,
        text_complete_model: str,
        temperature: float = 0.1,
        top_p: float = 0.9,
        stop_words: list[str] | None = None,
    ) -> str:
        """Fill a prompt with variables, send it to a model, and answer what the model says."""
