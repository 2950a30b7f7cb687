from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class StartAgent(Model):
    """An event handler's action: starts an agent. Known to server 3.32.3, not upstream."""

    name: str | None = None
    version: int | None = None
    prompt: str | None = None
    session_id: str | None = None
    idempotency_key: str | None = None
    context: dict[str, Any] | None = None
    media: list[str] | None = None
