from __future__ import annotations

from conductor.client.http.models._model import Model


class Response(Model):
    """An answer without a declared shape."""
