"""How the programs here print what they see: the same text, whichever SDK they run on."""

from __future__ import annotations

import enum
import json
import os
import time
from typing import Any, Callable

TAG = os.environ.get("TAG", "tag")


def plain(value: Any) -> Any:
    """A value as JSON has it; of other objects the name of their class."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(member) for member in value]
    return value if isinstance(value, (str, int, float, type(None))) else f"<{type(value).__name__}>"


def said(label: str, thing: Callable[[], Any]) -> Any:
    """Print what ``thing`` returns, or what a program can learn from what it raises."""
    from conductor.client.http.rest import ApiException

    try:
        value = thing()
    except ApiException as error:
        message = json.loads(error.body)["message"] if error.body else None
        print(label, "ApiException", error.status, error.code, error.is_not_found(), message)
        return None
    except Exception as error:
        known = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
        print(label, "raises", known[0])
        return None
    print(label, json.dumps(plain(value), sort_keys=True))
    return value


def eventually(look: Callable[[], Any], seconds: float = 30) -> Any:
    """What ``look`` finds, once it finds something."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found or time.monotonic() > until:
            return found
        time.sleep(0.1)
