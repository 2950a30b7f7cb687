from __future__ import annotations

from conductor.client.http.models._model import Model


class Token(Model):
    """A token for the ``X-Authorization`` header."""

    token: str | None = None

    def __repr__(self) -> str:
        return "Token(token=<hidden>)"
