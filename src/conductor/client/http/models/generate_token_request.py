from __future__ import annotations

from conductor.client.http.models._model import Model


class GenerateTokenRequest(Model):
    """Asks for a token with an access key."""

    key_id: str | None = None
    key_secret: str | None = None

    def __repr__(self) -> str:
        return f"GenerateTokenRequest(key_id={self.key_id!r}, key_secret=<hidden>)"
