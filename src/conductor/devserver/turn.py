"""One change of the engine's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine


class Turn:
    """One change of the engine's state, whole or nested in another."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> None:
        self._engine.enter()

    def __exit__(self, *_: object) -> None:
        self._engine.leave()
