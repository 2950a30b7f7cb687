from __future__ import annotations

from conductor.client.http.models._model import Model


class GenerateTokenRequest(Model):
    """Asks for a token with an access key."""

    key_id: str | None = None
    key_secret: str | None = None
