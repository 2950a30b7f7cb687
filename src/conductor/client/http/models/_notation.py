"""From a declaration's text to the public notations: swagger types and wire names."""

from __future__ import annotations


def wire_name(name: str) -> str:
    """The JSON member of a field: ``task_def_name`` becomes ``taskDefName``."""
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def swagger_type(annotation: str) -> str:
    """The swagger text of an annotation: ``dict[str, Any] | None`` becomes ``dict(str, object)``.

    The first member of a union is the type on the wire.
    """
    text = annotation.split(" | ")[0].strip()
    if text.startswith("dict["):
        key, _, value = text[5:-1].partition(",")
        return f"dict({swagger_type(key)}, {swagger_type(value)})"
    for kind in ("list", "set"):
        if text.startswith(kind + "["):
            return f"{kind}[{swagger_type(text[len(kind) + 1 : -1])}]"
    return "object" if text == "Any" else text
