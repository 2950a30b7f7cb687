from __future__ import annotations

from enum import Enum

from conductor.client.http.models._model import Model, one_of


class SubjectType(str, Enum):
    """Who can get access."""

    GROUP = "GROUP"
    ROLE = "ROLE"
    TAG = "TAG"
    USER = "USER"

    def __str__(self) -> str:
        return self.value


class SubjectRef(Model):
    """Who gets access: a user, a role or a group."""

    type: str | None = one_of("USER", "ROLE", "GROUP")
    id: str | None = None
