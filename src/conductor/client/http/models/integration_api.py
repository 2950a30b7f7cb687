from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import TagObject


class IntegrationApi(Model):
    """One model or API of an integration."""

    api: str | None = None
    configuration: dict[str, Any] | None = None
    created_by: str | None = None
    created_on: int | None = None
    description: str | None = None
    enabled: bool | None = None
    integration_name: str | None = None
    tags: list[TagObject] | None = None
    updated_by: str | None = None
    updated_on: int | None = None
