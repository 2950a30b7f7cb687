from __future__ import annotations

from conductor.client.http.models._model import Model


class Permission(Model):
    """The name of a permission."""

    name: str | None = None
