"""Event handlers: what happens when a message arrives on an internal queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine


class Events:
    """The registered event handlers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def publish(self, event: str, payload: dict[str, Any]) -> None:
        """Let every handler of ``event`` act."""
