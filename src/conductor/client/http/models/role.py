from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import Permission


class Role(Model):
    """A role and its permissions."""

    name: str | None = None
    permissions: list[Permission] | None = None
