from __future__ import annotations

from conductor.client.http.models._model import Model


class CreatedAccessKey(Model):
    """A new access key, with the secret that is shown only once."""

    id: str
    secret: str

    def __repr__(self) -> str:
        return f"CreatedAccessKey(id={self.id!r}, secret=<hidden>)"
