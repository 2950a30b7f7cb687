"""The client of integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.integration_client import IntegrationClient
from conductor.client.orkes.orkes_base_client import OrkesBaseClient

if TYPE_CHECKING:
    from conductor.client.http.models.integration import Integration
    from conductor.client.http.models.integration_api import IntegrationApi
    from conductor.client.http.models.integration_api_update import IntegrationApiUpdate
    from conductor.client.http.models.integration_def import IntegrationDef
    from conductor.client.http.models.integration_update import IntegrationUpdate
    from conductor.client.http.models.prompt_template import PromptTemplate
    from conductor.client.http.models.tag_object import TagObject
    from conductor.client.orkes.models.metadata_tag import Tags
else:
    from conductor.client._published import __getattr__ as __getattr__


class OrkesIntegrationClient(OrkesBaseClient, IntegrationClient):
    """See ``IntegrationClient``."""

    def associate_prompt_with_integration(
        self, ai_integration: str, model_name: str, prompt_name: str
    ) -> None:
        self.integrationApi.associate_prompt_with_integration(ai_integration, model_name, prompt_name)

    def delete_integration_api(self, api_name: str, integration_name: str) -> None:
        self.integrationApi.delete_integration_api(api_name, integration_name)

    def delete_integration(self, integration_name: str) -> None:
        self.integrationApi.delete_integration_provider(integration_name)

    def get_integration_api(self, api_name: str, integration_name: str) -> IntegrationApi:
        return self.integrationApi.get_integration_api(api_name, integration_name)

    def get_integration_apis(self, integration_name: str) -> list[IntegrationApi]:
        return self.integrationApi.get_integration_apis(integration_name)

    def get_integration(self, integration_name: str) -> Integration:
        return self.integrationApi.get_integration_provider(integration_name)

    def get_integrations(self) -> list[Integration]:
        return self.integrationApi.get_integration_providers()

    def get_prompts_with_integration(self, ai_integration: str, model_name: str) -> list[PromptTemplate]:
        return self.integrationApi.get_prompts_with_integration(ai_integration, model_name)

    def get_token_usage_for_integration(self, name: str, integration_name: str) -> int:
        return self.integrationApi.get_token_usage_for_integration(name, integration_name)

    def get_token_usage_for_integration_provider(self, name: str) -> dict[str, str]:
        return self.integrationApi.get_token_usage_for_integration_provider(name)

    def register_token_usage(self, body: int, name: str, integration_name: str) -> None:
        self.integrationApi.register_token_usage(body, name, integration_name)

    def save_integration_api(
        self, integration_name: str, api_name: str, api_details: IntegrationApiUpdate
    ) -> None:
        self.integrationApi.save_integration_api(api_details, integration_name, api_name)

    def save_integration(self, integration_name: str, integration_details: IntegrationUpdate) -> None:
        self.integrationApi.save_integration_provider(integration_details, integration_name)

    def delete_tag_for_integration(self, body: Tags, tag_name: str, integration_name: str) -> None:
        self.integrationApi.delete_tag_for_integration(body, tag_name, integration_name)

    def delete_tag_for_integration_provider(self, body: Tags, name: str) -> None:
        self.integrationApi.delete_tag_for_integration_provider(body, name)

    def put_tag_for_integration(self, body: Tags, name: str, integration_name: str) -> None:
        self.integrationApi.put_tag_for_integration(body, name, integration_name)

    def put_tag_for_integration_provider(self, body: Tags, name: str) -> None:
        self.integrationApi.put_tag_for_integration_provider(body, name)

    def get_tags_for_integration(self, name: str, integration_name: str) -> list[TagObject]:
        return self.integrationApi.get_tags_for_integration(name, integration_name)

    def get_tags_for_integration_provider(self, name: str) -> list[TagObject]:
        return self.integrationApi.get_tags_for_integration_provider(name)

    def get_integration_available_apis(self, integration_name: str) -> list[str]:
        return self.integrationApi.get_integration_available_apis(integration_name)

    def get_integration_provider_defs(self) -> list[IntegrationDef]:
        return self.integrationApi.get_integration_provider_defs()

    def get_providers_and_integrations(self) -> list[str]:
        return self.integrationApi.get_providers_and_integrations()
