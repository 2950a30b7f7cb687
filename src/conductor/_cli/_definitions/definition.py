"""A definition of a workflow or of a task, as JSON, and where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WORKFLOW = "workflow"
TASK = "task"

Key = tuple[str, str, int]
"""Kind, name, and version (0 for a task)."""


@dataclass(frozen=True)
class Definition:
    """``source`` is the file or module that it comes from; None: the server."""

    kind: str
    body: dict[str, Any]
    source: str | None = None

    @property
    def name(self) -> str:
        """The name that it is registered under."""
        return str(self.body.get("name"))

    @property
    def version(self) -> int:
        """A workflow's version, 1 when it says none; 0 for a task, which has none."""
        if self.kind == TASK:
            return 0
        version = self.body.get("version")
        return version if isinstance(version, int) else 1

    @property
    def key(self) -> Key:
        """What makes it the same definition as another."""
        return self.kind, self.name, self.version


def title(key: Key) -> str:
    """``workflow greetings v1``, ``task greet``."""
    kind, name, version = key
    return f"{kind} {name} v{version}" if kind == WORKFLOW else f"{kind} {name}"
