from __future__ import annotations

from enum import Enum

from conductor.client.http.models._model import Model, one_of


class TargetType(str, Enum):
    """What access can be given to."""

    APPLICATION = "APPLICATION"
    DOMAIN = "DOMAIN"
    SECRET = "SECRET"
    SECRET_NAME = "SECRET_NAME"
    TAG = "TAG"
    TASK_DEF = "TASK_DEF"
    USER = "USER"
    WORKFLOW_DEF = "WORKFLOW_DEF"

    def __str__(self) -> str:
        return self.value


class TargetRef(Model):
    """What access is given to."""

    type: str | None = one_of(
        "WORKFLOW_DEF",
        "TASK_DEF",
        "APPLICATION",
        "USER",
        "SECRET",
        "SECRET_NAME",
        "TAG",
        "DOMAIN",
        required=True,
    )
    id: str | None = None
