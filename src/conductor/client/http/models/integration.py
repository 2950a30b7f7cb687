from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model, one_of

if TYPE_CHECKING:
    from conductor.client.http.models import IntegrationApi, TagObject


class Integration(Model):
    """A connection to an outside system: a model provider, a vector database, an API."""

    category: str | None = one_of("API", "AI_MODEL", "VECTOR_DB", "RELATIONAL_DB")
    configuration: dict[str, Any] | None = None
    created_by: str | None = None
    created_on: int | None = None
    description: str | None = None
    enabled: bool | None = None
    models_count: int | None = None
    name: str | None = None
    tags: list[TagObject] | None = None
    type: str | None = None
    updated_by: str | None = None
    updated_on: int | None = None
    apis: list[IntegrationApi] | None = None
