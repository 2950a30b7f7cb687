"""Secrets: the server's own environment, read when a task is handed out and never stored."""

from __future__ import annotations

import os
from typing import Any

from conductor.devserver.expressions import substitute_secrets


def reveal(value: Any) -> Any:
    """``value`` with every ``${workflow.secrets.NAME}`` replaced; unknown ones are null, "" inside a text."""
    return substitute_secrets(value, os.environ.get)
