from __future__ import annotations

from enum import Enum


class AccessType(str, Enum):
    """What a permission allows."""

    CREATE = "CREATE"
    READ = "READ"
    UPDATE = "UPDATE"
    DELETE = "DELETE"
    EXECUTE = "EXECUTE"
