from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import Group, Role


class ConductorUser(Model):
    """A user, with roles and groups."""

    id: str | None = None
    name: str | None = None
    roles: list[Role] | None = None
    groups: list[Group] | None = None
    uuid: str | None = None
    application_user: bool | None = None
    encrypted_id: bool | None = None
    encrypted_id_display_value: str | None = None
    contact_information: dict[str, str] | None = None
    namespace: str | None = None
