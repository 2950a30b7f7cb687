"""One broken rule, as an entry of ``validationErrors``."""

from __future__ import annotations

from typing import Any

from conductor.devserver.expressions import java_text

Violation = dict[str, str]


def violation(path: str, message: str, value: Any = None) -> Violation:
    """Name the place, the rule, and the value that breaks it (left out when it is None)."""
    if value is None:
        return {"path": path, "message": message}
    return {"path": path, "message": message, "invalidValue": java_text(value)}
