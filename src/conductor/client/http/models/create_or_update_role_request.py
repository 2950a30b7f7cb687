from __future__ import annotations

from conductor.client.http.models._model import Model


class CreateOrUpdateRoleRequest(Model):
    """Creates a role, or changes its permissions."""

    name: str | None = None
    permissions: list[str] | None = None
