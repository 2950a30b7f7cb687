"""Secrets and environment values: the server's own environment, read by name and never stored."""

from __future__ import annotations

import os
from typing import Any

from conductor.devserver.expressions import substitute_secrets

#: Server: what stands before a secret's, or a value's, name in the environment.
SECRET_PREFIX = "CONDUCTOR_SECRET_"
VALUE_PREFIX = "CONDUCTOR_ENV_"


def secret(name: str) -> str | None:
    """A secret, or None."""
    return os.environ.get(SECRET_PREFIX + name)


def names(prefix: str) -> list[str]:
    """The names that are set, without their prefix."""
    return sorted(name[len(prefix) :] for name in os.environ if name.startswith(prefix))


def reveal(value: Any) -> Any:
    """``value`` with every ``${workflow.secrets.NAME}`` replaced; unknown ones are null, "" inside a text."""
    return substitute_secrets(value, secret)
