"""From a declaration's text to the public notations: swagger types and wire names."""

from __future__ import annotations

from typing import Any


def wire_name(name: str) -> str:
    """The JSON member of a field: ``task_def_name`` becomes ``taskDefName``."""
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def annotation_text(annotation: Any) -> str:
    """What an annotation says, as it is written. A program's own subclass may hold real types."""
    if isinstance(annotation, str):
        return annotation
    return str(annotation.__name__) if type(annotation) is type else str(annotation)


def swagger_type(annotation: str) -> str:
    """The swagger text of an annotation: ``dict[str, Any] | None`` becomes ``dict(str, object)``.

    The first member of a union is the type on the wire.
    """
    text = annotation.split(" | ")[0].strip()
    outer, bracket, inner = text.partition("[")
    outer = outer.rpartition(".")[2]
    if not bracket:
        return "object" if outer == "Any" else outer
    inner = inner[:-1]
    kind = outer.lower()
    if kind == "dict":
        key, _, value = inner.partition(",")
        return f"dict({swagger_type(key)}, {swagger_type(value)})"
    if kind in ("list", "set"):
        return f"{kind}[{swagger_type(inner)}]"
    return swagger_type(inner) if kind == "optional" else "object"
