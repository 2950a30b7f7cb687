from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class Health(Model):
    """The health of one part of the server."""

    details: dict[str, Any] | None = None
    error_message: str | None = None
    healthy: bool | None = None
