from __future__ import annotations

from conductor.client.http.models._model import Model
from conductor.client.orkes.models.access_key_status import AccessKeyStatus

__all__ = ["AccessKey", "AccessKeyStatus"]


class AccessKey(Model):
    """An access key of an application, without its secret. ``created_at`` in epoch milliseconds."""

    id: str
    status: AccessKeyStatus
    created_at: int
