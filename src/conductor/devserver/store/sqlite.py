"""The store in one SQLite file: documents, written ahead (WAL), so that a killed process loses nothing."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS doc (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    owner TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, key)
);
CREATE INDEX IF NOT EXISTS doc_owner ON doc (kind, owner);
"""
_PUT = (
    "INSERT INTO doc (kind, key, owner, body) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body, owner = excluded.owner"
)


class SqliteStore:
    """One file, one process: a second server on the same file is refused.

    :raises OSError: the file cannot be opened, is no database, or another server has it.
    """

    durable = True

    def __init__(self, path: str) -> None:
        self._path = path
        self._writes: dict[tuple[str, str], tuple[str, str] | None] = {}
        self._owners_gone: list[tuple[str, str]] = []
        self._closed = False
        try:
            self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=1)
            for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
                self._file.execute(f"PRAGMA {pragma}").fetchall()
            self._file.executescript(_SCHEMA)
            self._file.execute("BEGIN IMMEDIATE")
            self._file.execute("COMMIT")
        except sqlite3.OperationalError as problem:
            if "locked" in str(problem):
                raise OSError(f"{path} is in use by another server") from problem
            raise OSError(f"{path} cannot be opened: {problem}") from problem
        except sqlite3.DatabaseError as problem:
            raise OSError(f"{path} is no database of this server: {problem}") from problem

    def load(self, kind: str) -> list[dict[str, Any]]:
        """Every document of a kind, in the order in which they were first put."""
        rows = self._file.execute("SELECT body FROM doc WHERE kind = ? ORDER BY number", (kind,))
        return [json.loads(body) for (body,) in rows]

    def put(self, kind: str, key: str, doc: Any, owner: str = "") -> None:
        """Write a document with the next commit."""
        # ASCII, because SQLite's text is UTF-8 and JSON may hold a lone surrogate.
        self._writes[kind, key] = (owner, json.dumps(doc, separators=(",", ":")))

    def delete(self, kind: str, key: str) -> None:
        """Remove a document with the next commit."""
        self._writes[kind, key] = None

    def delete_owned(self, kind: str, owner: str) -> None:
        """Remove what belongs to ``owner`` with the next commit."""
        for name, write in list(self._writes.items()):
            if name[0] == kind and write is not None and write[0] == owner:
                del self._writes[name]
        self._owners_gone.append((kind, owner))

    def commit(self) -> None:
        """Make everything since the last commit durable at once.

        :raises OSError: the file cannot be written, as on a full disk.
        """
        if not self._writes and not self._owners_gone:
            return
        if self._closed:
            raise OSError(f"{self._path} is closed")
        puts = [(kind, key, *write) for (kind, key), write in self._writes.items() if write is not None]
        gone = [name for name, write in self._writes.items() if write is None]
        try:
            self._file.execute("BEGIN")
            if self._owners_gone:
                self._file.executemany("DELETE FROM doc WHERE kind = ? AND owner = ?", self._owners_gone)
            if gone:
                self._file.executemany("DELETE FROM doc WHERE kind = ? AND key = ?", gone)
            if puts:
                self._file.executemany(_PUT, puts)
            self._file.execute("COMMIT")
        except sqlite3.Error as problem:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            # What could not be written stays in line for the next commit.
            raise OSError(
                f"{self._path} cannot be written ({problem}): what was acknowledged is in it, this change "
                "is not yet. Make room on the disk"
            ) from problem
        self._writes.clear()
        self._owners_gone.clear()

    def close(self) -> None:
        """Let go of the file."""
        if not self._closed:
            self.commit()
            self._closed = True
            self._file.close()
