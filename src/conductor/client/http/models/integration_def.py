from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model, one_of


class IntegrationDef(Model):
    """A kind of integration that the server offers."""

    category: str | None = one_of("API", "AI_MODEL", "VECTOR_DB", "RELATIONAL_DB")
    category_label: str | None = None
    configuration: list[dict[str, Any]] | None = None
    description: str | None = None
    enabled: bool | None = None
    icon_name: str | None = None
    name: str | None = None
    tags: list[str] | None = None
    type: str | None = None
