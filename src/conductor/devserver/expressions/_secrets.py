"""``${workflow.secrets.NAME}``: stays in stored input, is filled in when a task is handed out or run."""

from __future__ import annotations

import json
import re
from typing import Any, Callable

from conductor.devserver.expressions._java import java_text
from conductor.devserver.expressions._path import read
from conductor.devserver.json_value import is_list, is_object

SECRETS_PREFIX = "workflow.secrets."
_SECRET = re.compile(r"\$\{workflow\.secrets\.([^}]+)\}")

Lookup = Callable[[str], "str | None"]


def substitute_secrets(value: Any, lookup: Lookup) -> Any:
    """Return ``value`` with its secrets filled in; unknown ones are None, and nothing inside a text.

    What holds no secret is returned as it is, not copied.
    """
    if not has_secret(value):
        return value
    if isinstance(value, str):
        whole = _SECRET.fullmatch(value)
        if whole is not None:
            return look_up(whole.group(1), lookup)
        return _SECRET.sub(lambda match: _inside_text(look_up(match.group(1), lookup)), value)
    if is_object(value):
        return {key: substitute_secrets(item, lookup) for key, item in value.items()}
    return [substitute_secrets(item, lookup) for item in value]


def has_secret(value: Any) -> bool:
    """Say whether a text anywhere in ``value`` refers to a secret."""
    if isinstance(value, str):
        return "${" + SECRETS_PREFIX in value
    if is_object(value):
        return any(has_secret(item) for item in value.values())
    return is_list(value) and any(has_secret(item) for item in value)


def look_up(reference: str, lookup: Lookup) -> Any:
    """Look up ``NAME`` or ``NAME.path``; the path is read in the JSON that the named value holds."""
    name, dot, path = reference.partition(".")
    value = lookup(name)
    if value is None or not dot:
        return value
    try:
        return read(path, json.loads(value))
    except ValueError:
        return None


def _inside_text(value: Any) -> str:
    return "" if value is None else java_text(value)
