from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model, one_of


class IntegrationUpdate(Model):
    """Creates or changes an integration."""

    category: str | None = one_of("API", "AI_MODEL", "VECTOR_DB", "RELATIONAL_DB")
    configuration: dict[str, Any] | None = None
    description: str | None = None
    enabled: bool | None = None
    type: str | None = None
