"""Where the server keeps what must outlive it: nowhere, or in one SQLite file."""

from __future__ import annotations

from typing import Any, Protocol

from conductor.devserver.store.memory import MemoryStore

__all__ = ["MemoryStore", "Store"]


class Store(Protocol):
    """Documents by kind and key; ``commit`` makes everything since the last one durable at once."""

    durable: bool

    def load(self, kind: str) -> list[dict[str, Any]]:
        """Every document of a kind, in the order in which they were first put."""
        ...

    def put(self, kind: str, key: str, doc: Any, owner: str = "") -> None:
        """Write a document; ``owner`` is what it goes away with."""
        ...

    def delete(self, kind: str, key: str) -> None:
        """Remove a document."""
        ...

    def delete_owned(self, kind: str, owner: str) -> None:
        """Remove all documents of a kind that belong to ``owner``."""
        ...

    def commit(self) -> None:
        """Make the changes durable."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
