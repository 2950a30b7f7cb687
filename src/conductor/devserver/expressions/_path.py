"""JSONPath as Jayway's library reads it: definite paths give a value, the others a list; nothing raises."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from conductor.devserver.expressions._parser import parse_path
from conductor.devserver.expressions._steps import MISSING, InvalidPath, Path, PathError
from conductor.devserver.json_value import is_object

__all__ = ["InvalidPath", "compiles", "read"]

compile_path = lru_cache(maxsize=8192)(parse_path)


def read(path: str, document: Any) -> Any:
    """Read ``path`` in ``document``; None where it is missing, malformed or cannot be applied.

    A definite path (names, one index, functions) gives the value, any other a list, empty when it finds none.
    """
    try:
        plan = compile_path(path)
    except InvalidPath:
        return None
    return evaluate(plan, document)


def evaluate(plan: Path, document: Any) -> Any:
    """Apply a compiled path; see ``read``."""
    if plan.names is not None:
        value = document
        for name in plan.names:
            if not is_object(value) or name not in value:
                return None
            value = value[name]
        return value
    try:
        found = plan.find(document, document)
    except PathError:
        return None
    return None if found is MISSING else found


def compiles(path: str) -> bool:
    """Say whether ``path`` is well formed."""
    try:
        compile_path(path)
    except InvalidPath:
        return False
    return True
