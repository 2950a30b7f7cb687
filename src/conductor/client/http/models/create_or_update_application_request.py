from __future__ import annotations

from conductor.client.http.models._model import Model


class CreateOrUpdateApplicationRequest(Model):
    """Creates or renames an application."""

    name: str | None = None
