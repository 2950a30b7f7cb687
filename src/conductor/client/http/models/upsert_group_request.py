from __future__ import annotations

from conductor.client.http.models._model import Model, subset_of


class UpsertGroupRequest(Model):
    """Creates or changes a group."""

    description: str | None = None
    roles: list[str] | None = subset_of("ADMIN", "USER", "WORKER", "METADATA_MANAGER", "WORKFLOW_MANAGER")
    default_access: dict[str, list[str]] | None = None
