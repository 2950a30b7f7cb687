from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import PromptTemplate, PromptTemplateTestRequest, TagObject
    from conductor.client.orkes.models.metadata_tag import Tags


class PromptResourceApi(ResourceApi):
    """The ``/prompts`` endpoints: templates of prompts for language models (Orkes only)."""

    @endpoint("DELETE", "/prompts/{name}")
    def delete_message_template(self, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete a prompt template."""
    delete_message_template_with_http_info = with_http_info(delete_message_template)

    @endpoint("DELETE", "/prompts/{name}/tags")
    def delete_tag_for_prompt_template(self, body: Tags, name: str, **options: Unpack[CallOptions]) -> None:
        """Take tags off a prompt template."""
    delete_tag_for_prompt_template_with_http_info = with_http_info(delete_tag_for_prompt_template)

    @endpoint("GET", "/prompts/{name}")
    def get_message_template(self, name: str, **options: Unpack[CallOptions]) -> PromptTemplate:
        """Get a prompt template."""
    get_message_template_with_http_info = with_http_info(get_message_template)

    @endpoint("GET", "/prompts")
    def get_message_templates(self, **options: Unpack[CallOptions]) -> list[PromptTemplate]:
        """List every prompt template."""
    get_message_templates_with_http_info = with_http_info(get_message_templates)

    @endpoint("GET", "/prompts/{name}/tags")
    def get_tags_for_prompt_template(self, name: str, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List the tags of a prompt template."""
    get_tags_for_prompt_template_with_http_info = with_http_info(get_tags_for_prompt_template)

    @endpoint("PUT", "/prompts/{name}/tags")
    def put_tag_for_prompt_template(self, body: Tags, name: str, **options: Unpack[CallOptions]) -> None:
        """Put tags on a prompt template."""
    put_tag_for_prompt_template_with_http_info = with_http_info(put_tag_for_prompt_template)

    @endpoint("POST", "/prompts/{name}")
    def save_message_template(
        self, body: str, description: str, name: str, *, models: list[str] | None = None,
        version: int | None = None, autoIncrement: bool | None = None,  # noqa: N803
        **options: Unpack[CallOptions],
    ) -> None:
        """Create a prompt template, or change it; ``body`` is its text."""
    save_message_template_with_http_info = with_http_info(save_message_template)

    @endpoint("POST", "/prompts/test")
    def test_message_template(
        self, body: PromptTemplateTestRequest | dict[str, Any], **options: Unpack[CallOptions]
    ) -> str:
        """Fill a prompt, send it to a model and get the model's answer."""
    test_message_template_with_http_info = with_http_info(test_message_template)
