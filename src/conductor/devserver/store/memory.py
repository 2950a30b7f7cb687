"""The store that keeps nothing: the engine's own objects are all there is."""

from __future__ import annotations

from typing import Any


class MemoryStore:
    """Forgets everything when the server ends."""

    durable = False

    def load(self, kind: str) -> list[dict[str, Any]]:
        """There is never anything to load."""
        return []

    def put(self, kind: str, key: str, doc: Any, owner: str = "") -> None:
        """Nothing to do."""

    def delete(self, kind: str, key: str) -> None:
        """Nothing to do."""

    def delete_owned(self, kind: str, owner: str) -> None:
        """Nothing to do."""

    def commit(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""
