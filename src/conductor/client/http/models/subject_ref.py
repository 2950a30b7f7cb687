from __future__ import annotations

from enum import Enum

from conductor.client.http.models._model import Model, one_of


class SubjectType(str, Enum):
    """Who can get access."""

    USER = "USER"
    ROLE = "ROLE"
    GROUP = "GROUP"
    TAG = "TAG"


class SubjectRef(Model):
    """Who gets access: a user, a role or a group."""

    type: str | None = one_of("USER", "ROLE", "GROUP")
    id: str | None = None
