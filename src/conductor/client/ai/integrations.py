"""How an integration reaches its provider: keys and addresses."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from typing import Any


class IntegrationConfig(ABC):
    """What the server needs to reach a provider. Keys are sent to the server and to nobody else."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """The settings by the names that the server knows."""


class WeaviateConfig(IntegrationConfig):
    """A Weaviate database."""

    def __init__(self, api_key: str, endpoint: str, classname: str) -> None:
        self.api_key = api_key
        self.endpoint = endpoint
        self.classname = classname

    def to_dict(self) -> dict[str, Any]:
        return {"api_key": self.api_key, "endpoint": self.endpoint}


class OpenAIConfig(IntegrationConfig):
    """OpenAI; the key is ``OPENAI_API_KEY`` from the environment when not given."""

    def __init__(self, api_key: str | None = None) -> None:
        self.api_key = api_key or os.getenv("OPENAI_API_KEY")

    def to_dict(self) -> dict[str, Any]:
        return {"api_key": self.api_key}


class AzureOpenAIConfig(IntegrationConfig):
    """OpenAI's models on Azure."""

    def __init__(self, api_key: str, endpoint: str) -> None:
        self.api_key = api_key
        self.endpoint = endpoint

    def to_dict(self) -> dict[str, Any]:
        return {"api_key": self.api_key, "endpoint": self.endpoint}


class PineconeConfig(IntegrationConfig):
    """A Pinecone database.

    What is not given comes from the environment: ``PINECONE_API_KEY``, ``PINECONE_ENDPOINT``,
    ``PINECONE_ENV``, ``PINECONE_PROJECT``.
    """

    def __init__(
        self,
        api_key: str | None = None,
        endpoint: str | None = None,
        environment: str | None = None,
        project_name: str | None = None,
    ) -> None:
        self.api_key = api_key or os.getenv("PINECONE_API_KEY")
        self.endpoint = endpoint or os.getenv("PINECONE_ENDPOINT")
        self.environment = environment or os.getenv("PINECONE_ENV")
        self.project_name = project_name or os.getenv("PINECONE_PROJECT")

    def to_dict(self) -> dict[str, Any]:
        return {
            "api_key": self.api_key,
            "endpoint": self.endpoint,
            "projectName": self.project_name,
            "environment": self.environment,
        }
