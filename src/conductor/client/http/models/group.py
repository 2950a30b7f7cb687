from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import Role


class Group(Model):
    """A group of users, with roles and default access by target type."""

    id: str | None = None
    description: str | None = None
    roles: list[Role] | None = None
    default_access: dict[str, list[str]] | None = None
    contact_information: dict[str, str] | None = None
