from __future__ import annotations

from typing import ClassVar


class EmbeddingModel:
    """The model that computes embeddings."""

    swagger_types: ClassVar[dict[str, str]] = {"provider": "str", "model": "str"}
    attribute_map: ClassVar[dict[str, str]] = {
        "provider": "embeddingModelProvider",
        "model": "embeddingModel",
    }

    def __init__(self, provider: str, model: str) -> None:
        self._provider = provider
        self._model = model

    @property
    def provider(self) -> str:
        """The provider's name."""
        return self._provider

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model
