from __future__ import annotations

from enum import Enum


class AccessType(str, Enum):
    """What a permission allows."""

    CREATE = "CREATE"
    DELETE = "DELETE"
    EXECUTE = "EXECUTE"
    READ = "READ"
    UPDATE = "UPDATE"

    def __str__(self) -> str:
        return self.value
