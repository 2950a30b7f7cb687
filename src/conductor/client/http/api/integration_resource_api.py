from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import (
        Integration,
        IntegrationApi,
        IntegrationApiUpdate,
        IntegrationDef,
        IntegrationUpdate,
        PromptTemplate,
        TagObject,
    )
    from conductor.client.orkes.models.metadata_tag import Tags


class IntegrationResourceApi(ResourceApi):
    """The ``/integrations`` endpoints: providers of models and vector stores, their models (Orkes only)."""

    @endpoint(
        "POST",
        "/integrations/provider/{integration_provider}/integration/{integration_name}/prompt/{prompt_name}",
    )
    def associate_prompt_with_integration(
        self, integration_provider: str, integration_name: str, prompt_name: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Let a prompt be used with a model of a provider."""
    associate_prompt_with_integration_with_http_info = with_http_info(associate_prompt_with_integration)

    @endpoint("DELETE", "/integrations/provider/{name}/integration/{integration_name}")
    def delete_integration_api(
        self, name: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> None:
        """Delete a model of a provider."""
    delete_integration_api_with_http_info = with_http_info(delete_integration_api)

    @endpoint("DELETE", "/integrations/provider/{name}")
    def delete_integration_provider(self, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete a provider."""
    delete_integration_provider_with_http_info = with_http_info(delete_integration_provider)

    @endpoint("DELETE", "/integrations/provider/{name}/integration/{integration_name}/tags")
    def delete_tag_for_integration(
        self, body: Tags, name: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> None:
        """Take tags off a model of a provider."""
    delete_tag_for_integration_with_http_info = with_http_info(delete_tag_for_integration)

    @endpoint("DELETE", "/integrations/provider/{name}/tags")
    def delete_tag_for_integration_provider(
        self, body: Tags, name: str, **options: Unpack[CallOptions]
    ) -> None:
        """Take tags off a provider."""
    delete_tag_for_integration_provider_with_http_info = with_http_info(delete_tag_for_integration_provider)

    @endpoint("GET", "/integrations/provider/{name}/integration/{integration_name}")
    def get_integration_api(
        self, name: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> IntegrationApi:
        """Get a model of a provider."""
    get_integration_api_with_http_info = with_http_info(get_integration_api)

    @endpoint("GET", "/integrations/provider/{name}/integration")
    def get_integration_apis(
        self, name: str, *, active_only: bool | None = None, **options: Unpack[CallOptions]
    ) -> list[IntegrationApi]:
        """List the models of a provider, active ones only unless told otherwise."""
    get_integration_apis_with_http_info = with_http_info(get_integration_apis)

    @endpoint("GET", "/integrations/provider/{name}/integration/all")
    def get_integration_available_apis(self, name: str, **options: Unpack[CallOptions]) -> list[str]:
        """List the names of the models that a provider could offer."""
    get_integration_available_apis_with_http_info = with_http_info(get_integration_available_apis)

    @endpoint("GET", "/integrations/provider/{name}")
    def get_integration_provider(self, name: str, **options: Unpack[CallOptions]) -> Integration:
        """Get a provider by name."""
    get_integration_provider_with_http_info = with_http_info(get_integration_provider)

    @endpoint("GET", "/integrations/def")
    def get_integration_provider_defs(self, **options: Unpack[CallOptions]) -> list[IntegrationDef]:
        """List the kinds of provider that the server knows."""
    get_integration_provider_defs_with_http_info = with_http_info(get_integration_provider_defs)

    @endpoint("GET", "/integrations/provider")
    def get_integration_providers(
        self, *, type: str | None = None, active_only: bool | None = None, **options: Unpack[CallOptions]
    ) -> list[Integration]:
        """List the providers, active ones only unless told otherwise."""
    get_integration_providers_with_http_info = with_http_info(get_integration_providers)

    @endpoint("GET", "/integrations/provider/{integration_provider}/integration/{integration_name}/prompt")
    def get_prompts_with_integration(
        self, integration_provider: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> list[PromptTemplate]:
        """List the prompts that may be used with a model."""
    get_prompts_with_integration_with_http_info = with_http_info(get_prompts_with_integration)

    @endpoint("GET", "/integrations/all")
    def get_providers_and_integrations(
        self, *, type: str | None = None, active_only: bool | None = None, **options: Unpack[CallOptions]
    ) -> list[str]:
        """List the names of providers and their models."""
    get_providers_and_integrations_with_http_info = with_http_info(get_providers_and_integrations)

    @endpoint("GET", "/integrations/provider/{name}/integration/{integration_name}/tags")
    def get_tags_for_integration(
        self, name: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> list[TagObject]:
        """List the tags of a model of a provider."""
    get_tags_for_integration_with_http_info = with_http_info(get_tags_for_integration)

    @endpoint("GET", "/integrations/provider/{name}/tags")
    def get_tags_for_integration_provider(self, name: str, **options: Unpack[CallOptions]) -> list[TagObject]:
        """List the tags of a provider."""
    get_tags_for_integration_provider_with_http_info = with_http_info(get_tags_for_integration_provider)

    @endpoint("GET", "/integrations/provider/{name}/integration/{integration_name}/metrics")
    def get_token_usage_for_integration(
        self, name: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> int:
        """Get how many tokens a model has used."""
    get_token_usage_for_integration_with_http_info = with_http_info(get_token_usage_for_integration)

    @endpoint("GET", "/integrations/provider/{name}/metrics")
    def get_token_usage_for_integration_provider(
        self, name: str, **options: Unpack[CallOptions]
    ) -> dict[str, str]:
        """Get how many tokens each model of a provider has used."""
    get_token_usage_for_integration_provider_with_http_info = with_http_info(
        get_token_usage_for_integration_provider
    )

    @endpoint("PUT", "/integrations/provider/{name}/integration/{integration_name}/tags")
    def put_tag_for_integration(
        self, body: Tags, name: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> None:
        """Put tags on a model of a provider."""
    put_tag_for_integration_with_http_info = with_http_info(put_tag_for_integration)

    @endpoint("PUT", "/integrations/provider/{name}/tags")
    def put_tag_for_integration_provider(self, body: Tags, name: str, **options: Unpack[CallOptions]) -> None:
        """Put tags on a provider."""
    put_tag_for_integration_provider_with_http_info = with_http_info(put_tag_for_integration_provider)

    @endpoint("POST", "/integrations/provider/{name}/integration/{integration_name}/metrics")
    def register_token_usage(
        self, body: int, name: str, integration_name: str, **options: Unpack[CallOptions]
    ) -> None:
        """Add to the count of tokens that a model has used."""
    register_token_usage_with_http_info = with_http_info(register_token_usage)

    @endpoint("POST", "/integrations/provider/{name}/integration/{integration_name}")
    def save_integration_api(
        self, body: IntegrationApiUpdate | dict[str, Any], name: str, integration_name: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Create a model of a provider, or change it."""
    save_integration_api_with_http_info = with_http_info(save_integration_api)

    @endpoint("POST", "/integrations/provider/{name}")
    def save_integration_provider(
        self, body: IntegrationUpdate | dict[str, Any], name: str, **options: Unpack[CallOptions]
    ) -> None:
        """Create a provider, or change it."""
    save_integration_provider_with_http_info = with_http_info(save_integration_provider)
