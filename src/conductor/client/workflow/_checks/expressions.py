"""``${…}`` in texts: what the server would look up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conductor.client.workflow.task._kinds import is_object, is_sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

# Server: a name without a dot may be one of the server's environment variables.
_ENVIRONMENT = re.compile(r"[A-Z][A-Z0-9_]*").fullmatch
_BRACKETS = re.compile(r"\['[^']*'\]|\[\"[^\"]*\"\]|\[[^\[\]]*\]")
_BAD_PATH = re.compile(r"\s|^\.|\.$|^$")


def texts(value: Any) -> Iterator[str]:
    """Every text in the value that has an expression in it."""
    if isinstance(value, str):
        if "${" in value:
            yield value
    elif is_object(value):
        for item in value.values():
            yield from texts(item)
    elif is_sequence(value):
        for item in value:
            yield from texts(item)


def expressions(value: Any) -> Iterator[str]:
    """The inside of every ``${…}`` in the value; an inner one stands as ``_`` in the outer one."""
    for text in texts(value):
        yield from _of_text(text)


def _of_text(text: str) -> Iterator[str]:
    opened: list[str] = []
    index = 0
    while index < len(text):
        if text.startswith("${", index) and not (index and text[index - 1] == "$" and not opened):
            opened.append("")
            index += 2
        elif text[index] == "}" and opened:
            inside = opened.pop()
            yield inside
            if opened:
                opened[-1] += "_"
            index += 1
        else:
            if opened:
                opened[-1] += text[index]
            index += 1


def is_path(expression: str) -> bool:
    """Whether the server can read the expression as a path at all."""
    bare = _BRACKETS.sub("[0]", expression)
    return not _BAD_PATH.search(bare) and bare.count("[") == bare.count("]")


def root(expression: str) -> str:
    """What the expression starts from: ``workflow`` or a reference name."""
    return expression.split(".", 1)[0]


def is_environment(expression: str) -> bool:
    """Whether it can be the name of a variable of the server's environment."""
    return _ENVIRONMENT(expression) is not None
