from __future__ import annotations

from enum import Enum

from conductor.client.http.models._model import Model, subset_of


class RolesEnum(str, Enum):
    """The roles that the server comes with."""

    ADMIN = "ADMIN"
    USER = "USER"
    WORKER = "WORKER"
    METADATA_MANAGER = "METADATA_MANAGER"
    WORKFLOW_MANAGER = "WORKFLOW_MANAGER"


class UpsertUserRequest(Model):
    """Creates or changes a user."""

    name: str | None = None
    roles: list[str] | None = subset_of("ADMIN", "USER", "WORKER", "METADATA_MANAGER", "WORKFLOW_MANAGER")
    groups: list[str] | None = None
    contact_information: dict[str, str] | None = None
