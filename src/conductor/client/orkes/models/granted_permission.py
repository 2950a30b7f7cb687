from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model
from conductor.client.http.models.target_ref import TargetRef

if TYPE_CHECKING:
    from conductor.client.orkes.models.access_type import AccessType

__all__ = ["GrantedPermission", "TargetRef"]


class GrantedPermission(Model):
    """What somebody may do with one target."""

    target: TargetRef
    access: list[AccessType]
