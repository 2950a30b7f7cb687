"""What a client of integrations can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

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


class IntegrationClient(ABC):
    """Store and look up integrations: providers of models and vector stores, and their models (Orkes only).

    The open-source server has no integrations: ``NotSupportedByServer`` says so.
    """

    @abstractmethod
    def associate_prompt_with_integration(
        self, ai_integration: str, model_name: str, prompt_name: str
    ) -> None:
        """Let a prompt be used with a model of an integration."""

    @abstractmethod
    def delete_integration_api(self, api_name: str, integration_name: str) -> None:
        """Delete a model of an integration; which comes first is told at ``get_integration_api``."""

    @abstractmethod
    def delete_integration(self, integration_name: str) -> None:
        """Delete an integration."""

    @abstractmethod
    def get_integration_api(self, api_name: str, integration_name: str) -> IntegrationApi:
        """Get a model of an integration.

        Upstream: the two names are the wrong way round, and programs live with it: the first argument is the
        integration (the provider), the second the model, here and in ``delete_integration_api``.
        """

    @abstractmethod
    def get_integration_apis(self, integration_name: str) -> list[IntegrationApi]:
        """Get the active models of an integration."""

    @abstractmethod
    def get_integration(self, integration_name: str) -> Integration:
        """Get an integration by name."""

    @abstractmethod
    def get_integrations(self) -> list[Integration]:
        """Get the active integrations."""

    @abstractmethod
    def get_prompts_with_integration(self, ai_integration: str, model_name: str) -> list[PromptTemplate]:
        """Get the prompts that may be used with a model of an integration."""

    @abstractmethod
    def get_token_usage_for_integration(self, name: str, integration_name: str) -> int:
        """Get how many tokens a model has used: the integration first, then the model."""

    @abstractmethod
    def get_token_usage_for_integration_provider(self, name: str) -> dict[str, str]:
        """Get how many tokens each model of an integration has used."""

    @abstractmethod
    def save_integration_api(
        self, integration_name: str, api_name: str, api_details: IntegrationApiUpdate
    ) -> None:
        """Create a model of an integration, or change it."""

    @abstractmethod
    def save_integration(self, integration_name: str, integration_details: IntegrationUpdate) -> None:
        """Create an integration, or change it."""

    @abstractmethod
    def delete_tag_for_integration(self, body: Tags, tag_name: str, integration_name: str) -> None:
        """Take tags off a model.

        Upstream: ``tag_name`` is the integration, ``integration_name`` the model.
        """

    @abstractmethod
    def delete_tag_for_integration_provider(self, body: Tags, name: str) -> None:
        """Take tags off an integration."""

    @abstractmethod
    def put_tag_for_integration(self, body: Tags, name: str, integration_name: str) -> None:
        """Put tags on a model: the integration first, then the model."""

    @abstractmethod
    def put_tag_for_integration_provider(self, body: Tags, name: str) -> None:
        """Put tags on an integration."""

    @abstractmethod
    def get_tags_for_integration(self, name: str, integration_name: str) -> list[TagObject]:
        """Get the tags of a model: the integration first, then the model."""

    @abstractmethod
    def get_tags_for_integration_provider(self, name: str) -> list[TagObject]:
        """Get the tags of an integration."""

    @abstractmethod
    def get_integration_available_apis(self, integration_name: str) -> list[str]:
        """Get the names of the models that an integration could offer."""

    @abstractmethod
    def get_integration_provider_defs(self) -> list[IntegrationDef]:
        """Get the kinds of integration that the server knows."""

    @abstractmethod
    def get_providers_and_integrations(self) -> list[str]:
        """Get the names of integrations and their models."""

    def register_token_usage(self, body: int, name: str, integration_name: str) -> None:
        """Add to the count of tokens that a model has used: the integration first, then the model.

        Upstream: 1.1 has it, 2.0 does not, so a client of one's own need not have it.
        """
        raise NotImplementedError(f"{type(self).__name__} does not count tokens")
