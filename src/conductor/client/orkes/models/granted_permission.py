from __future__ import annotations

from conductor.client.http.models._model import Model
from conductor.client.http.models.target_ref import TargetRef
from conductor.client.orkes.models.access_type import AccessType  # noqa: TC001  # decoding looks it up here

__all__ = ["GrantedPermission", "TargetRef"]


class GrantedPermission(Model):
    """What somebody may do with one target."""

    target: TargetRef
    access: list[AccessType]
