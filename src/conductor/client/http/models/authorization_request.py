from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model, subset_of

if TYPE_CHECKING:
    from conductor.client.http.models import SubjectRef, TargetRef


class AccessEnum(str, Enum):
    """What an authorization may allow."""

    CREATE = "CREATE"
    READ = "READ"
    UPDATE = "UPDATE"
    DELETE = "DELETE"
    EXECUTE = "EXECUTE"


class AuthorizationRequest(Model):
    """Grants or removes a subject's access to a target."""

    subject: SubjectRef | None = None
    target: TargetRef | None = None
    access: list[str] | None = subset_of(*AccessEnum.__members__, required=True)
