"""The client of prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models.prompt_test_request import PromptTemplateTestRequest
from conductor.client.orkes.orkes_base_client import OrkesBaseClient, chosen, given
from conductor.client.prompt_client import PromptClient

if TYPE_CHECKING:
    from conductor.client.http.models.prompt_template import PromptTemplate
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.orkes.models.metadata_tag import MetadataTag
else:
    from conductor.client._published import __getattr__ as __getattr__


class OrkesPromptClient(OrkesBaseClient, PromptClient):
    """See ``PromptClient``."""

    def save_prompt(
        self,
        prompt_name: str,
        description: str,
        prompt_template: str,
        models: list[str] | None = None,
        version: int | None = None,
        auto_increment: bool = False,
    ) -> None:
        query = given(models=models, version=version)
        switches = chosen(autoIncrement=auto_increment)
        self.promptApi.save_message_template(prompt_template, description, prompt_name, **query, **switches)

    def get_prompt(self, prompt_name: str) -> PromptTemplate:
        return self.promptApi.get_message_template(prompt_name)

    def get_prompts(self) -> list[PromptTemplate]:
        return self.promptApi.get_message_templates()

    def delete_prompt(self, prompt_name: str) -> None:
        self.promptApi.delete_message_template(prompt_name)

    def get_tags_for_prompt_template(self, prompt_name: str) -> list[TagObject]:
        return self.promptApi.get_tags_for_prompt_template(prompt_name)

    def update_tag_for_prompt_template(self, prompt_name: str, tags: list[MetadataTag]) -> None:
        self.promptApi.put_tag_for_prompt_template(tags, prompt_name)

    def delete_tag_for_prompt_template(self, prompt_name: str, tags: list[MetadataTag]) -> None:
        self.promptApi.delete_tag_for_prompt_template(tags, prompt_name)

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
        request = PromptTemplateTestRequest(
            llm_provider=ai_integration,
            model=text_complete_model,
            prompt=prompt_text,
            prompt_variables=variables,
            stop_words=stop_words,
            temperature=temperature,
            top_p=top_p,
        )
        return self.promptApi.test_message_template(request)
