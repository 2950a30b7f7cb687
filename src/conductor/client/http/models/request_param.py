from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class Schema(Model):
    """The type of a request parameter."""

    type: str | None = None
    format: str | None = None
    default_value: Any = None


class RequestParam(Model):
    """A parameter of a service's method."""

    name: str | None = None
    type: str | None = None
    required: bool | None = False
    schema: Schema | None = None

    def __str__(self) -> str:
        return f"RequestParam(name='{self.name}', type='{self.type}', required={self.required})"
