from __future__ import annotations

from conductor.client.http.models._model import Model


class ExternalStorageLocation(Model):
    """Where a payload lies that is too large to be sent along."""

    uri: str | None = None
    path: str | None = None
