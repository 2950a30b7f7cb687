from __future__ import annotations

from enum import Enum

from conductor.client.http.models._model import Model, one_of


class TargetType(str, Enum):
    """What access can be given to."""

    WORKFLOW_DEF = "WORKFLOW_DEF"
    TASK_DEF = "TASK_DEF"
    APPLICATION = "APPLICATION"
    USER = "USER"
    SECRET = "SECRET"
    SECRET_NAME = "SECRET_NAME"
    TAG = "TAG"
    DOMAIN = "DOMAIN"


class TargetRef(Model):
    """What access is given to."""

    type: str | None = one_of(*TargetType.__members__, required=True)
    id: str | None = None
