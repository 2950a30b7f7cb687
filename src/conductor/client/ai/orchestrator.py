"""Prompts, models and vector stores, set up in a few calls (Orkes only)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from conductor.client.exceptions import ApiException, NotSupportedByServer
from conductor.client.http.models.integration_api_update import IntegrationApiUpdate
from conductor.client.http.models.integration_update import IntegrationUpdate
from conductor.client.orkes_clients import OrkesClients

if TYPE_CHECKING:
    from collections.abc import Callable

    from conductor.client.ai.configuration import LLMProvider, VectorDB
    from conductor.client.ai.integrations import IntegrationConfig
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.http.models.prompt_template import PromptTemplate

    T = TypeVar("T")
else:
    from conductor.client._published import __getattr__ as __getattr__

NOT_FOUND_STATUS = 404


class AIOrchestrator:
    """Sets up prompts and integrations.

    The open-source server has neither: ``NotSupportedByServer`` says so.
    """

    def __init__(self, api_configuration: Configuration, prompt_test_workflow_name: str = "") -> None:
        clients = OrkesClients(api_configuration)
        self.integration_client = clients.get_integration_client()
        self.workflow_client = clients.get_workflow_client()
        self.workflow_executor = clients.get_workflow_executor()
        self.prompt_client = clients.get_prompt_client()
        self.prompt_test_workflow_name = prompt_test_workflow_name or f"prompt_test_{uuid4()}"

    def add_prompt_template(self, name: str, prompt_template: str, description: str) -> AIOrchestrator:
        """Create a prompt template, or change it; answers itself, so that calls can be chained."""
        self.prompt_client.save_prompt(name, description, prompt_template)
        return self

    def get_prompt_template(self, template_name: str) -> PromptTemplate | None:
        """Get a prompt template; None when there is none of that name."""
        return _unless_missing(lambda: self.prompt_client.get_prompt(template_name))

    def associate_prompt_template(self, name: str, ai_integration: str, ai_models: list[str]) -> None:
        """Let a prompt be used with models of an integration."""
        for model in ai_models:
            self.integration_client.associate_prompt_with_integration(ai_integration, model, name)

    def test_prompt_template(
        self,
        text: str,
        variables: dict[str, Any],
        ai_integration: str,
        text_complete_model: str,
        stop_words: list[str] | None = None,
        max_tokens: int = 100,
        temperature: float = 0,
        top_p: float = 1,
    ) -> str:
        """Fill a prompt with variables, send it to a model and answer what the model says.

        Upstream: ``max_tokens`` is accepted and not sent; the server's test has no such setting.
        """
        return self.prompt_client.test_prompt(
            text, variables, ai_integration, text_complete_model, temperature, top_p, stop_words or []
        )

    def add_ai_integration(
        self,
        ai_integration_name: str,
        provider: LLMProvider,
        models: list[str],
        description: str,
        config: IntegrationConfig,
        overwrite: bool = False,
    ) -> None:
        """Create an integration with a provider of models, and its models.

        What exists stays as it is unless ``overwrite`` is True.
        """
        self._add("AI_MODEL", ai_integration_name, provider, models, description, config, overwrite)

    def add_vector_store(
        self,
        db_integration_name: str,
        provider: VectorDB,
        indices: list[str],
        config: IntegrationConfig,
        description: str | None = None,
        overwrite: bool = False,
    ) -> None:
        """Create an integration with a vector database, and its indices.

        What exists stays as it is unless ``overwrite`` is True.
        """
        description = description or db_integration_name
        self._add("VECTOR_DB", db_integration_name, provider, indices, description, config, overwrite)

    def _add(
        self,
        category: str,
        name: str,
        provider: LLMProvider | VectorDB,
        parts: list[str],
        description: str,
        config: IntegrationConfig,
        overwrite: bool,
    ) -> None:
        client = self.integration_client
        if overwrite or _unless_missing(lambda: client.get_integration(name)) is None:
            details = IntegrationUpdate(
                type=provider.value,
                category=category,
                description=description,
                enabled=True,
                configuration=config.to_dict(),
            )
            client.save_integration(name, details)
        update = IntegrationApiUpdate(description=description, enabled=True)
        for part in parts:
            if overwrite or not self._has(name, part):
                client.save_integration_api(name, part, update)

    def _has(self, name: str, part: str) -> bool:
        return _unless_missing(lambda: self.integration_client.get_integration_api(name, part)) is not None

    def get_token_used(self, ai_integration: str) -> dict[str, str]:
        """Get how many tokens each model of an integration has used."""
        return self.integration_client.get_token_usage_for_integration_provider(ai_integration)

    def get_token_used_by_model(self, ai_integration: str, model: str) -> int:
        """Get how many tokens a model has used."""
        return self.integration_client.get_token_usage_for_integration(ai_integration, model)


def _unless_missing(get: Callable[[], T]) -> T | None:
    try:
        return get()
    except ApiException as error:
        if error.status == NOT_FOUND_STATUS and not isinstance(error, NotSupportedByServer):
            return None
        raise
