"""Texts with ``${…}``: find the expressions once, fill them in often."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from conductor.devserver.expressions._java import java_text
from conductor.devserver.expressions._path import compile_path, evaluate, read
from conductor.devserver.expressions._secrets import SECRETS_PREFIX, look_up
from conductor.devserver.expressions._steps import InvalidPath, Path
from conductor.devserver.json_value import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENVIRONMENT_PREFIX = "workflow.env."
_TASK_ID = "CPEWF_TASK_ID"
_SYSTEM_NAMES = frozenset([_TASK_ID, "NETFLIX_ENV", "NETFLIX_STACK"])
_LEFT_AS_IT_IS: Any = object()


class Context(NamedTuple):
    """What an expression can reach: the scope, the task's id, and the process's environment."""

    scope: Any
    task_id: str | None
    environment: Mapping[str, str]
    environment_prefix: str

    def variable(self, name: str) -> str | None:
        return self.environment.get(self.environment_prefix + name)


Reader = Callable[[Context], Any]


class Template(NamedTuple):
    """A text in pieces, plain texts and readers of expressions; ``whole``: it is one expression, no more."""

    pieces: tuple[tuple[str, Reader | None], ...]
    whole: bool

    def text(self, context: Context) -> str:
        parts: list[str] = []
        for source, reader in self.pieces:
            value = _LEFT_AS_IT_IS if reader is None else reader(context)
            parts.append(source if value is _LEFT_AS_IT_IS else java_text(value))
        return "".join(parts).replace("$${", "${")

    def value(self, context: Context) -> Any:
        if not self.whole:
            return self.text(context)
        source, reader = self.pieces[0]
        value = reader(context) if reader is not None else source
        return source if value is _LEFT_AS_IT_IS else value


def resolve(
    value: Any,
    scope: Mapping[str, Any],
    task_id: str | None = None,
    environment: Mapping[str, str] | None = None,
    environment_prefix: str = "CONDUCTOR_ENV_",
) -> Any:
    """Return ``value`` with every ``${…}`` in its texts replaced; objects and lists are walked, keys are not.

    ``scope`` holds ``workflow`` and one entry per task reference name. A text that is one expression becomes
    the value itself (shared with the scope, not copied); otherwise the value's Java text is put in. What is
    missing is None, and ``null`` inside a text. ``${workflow.secrets.X}`` stays for ``substitute_secrets``.
    ``environment`` (the process's if None) answers ``${workflow.env.X}``, under its prefix. Never raises.
    """
    known = os.environ if environment is None else environment
    return _resolve(value, Context(scope, task_id, known, environment_prefix))


def references(value: Any) -> list[str]:
    """List the paths inside the ``${…}`` of a value, in order, also those nested in another."""
    found: list[str] = []
    if isinstance(value, str):
        for begin, end in _expressions(value):
            inner = value[begin + 2 : end]
            found.extend(references(inner))
            found.append(inner)
    elif is_object(value):
        for item in value.values():
            found.extend(references(item))
    elif is_list(value):
        for item in value:
            found.extend(references(item))
    return found


def _resolve(value: Any, context: Context) -> Any:
    if isinstance(value, str):
        return _compile(value).value(context) if "${" in value else value
    if is_object(value):
        return {key: _resolve(item, context) for key, item in value.items()}
    if is_list(value):
        return [_resolve(item, context) for item in value]
    return value


@lru_cache(maxsize=8192)
def _compile(text: str) -> Template:
    pieces: list[tuple[str, Reader | None]] = []
    place = 0
    for begin, end in _expressions(text):
        if begin > place:
            pieces.append((text[place:begin], None))
        pieces.append((text[begin : end + 1], _reader(text[begin + 2 : end])))
        place = end + 1
    if place < len(text):
        pieces.append((text[place:], None))
    return Template(tuple(pieces), len(pieces) == 1 and pieces[0][1] is not None)


def _expressions(text: str) -> list[tuple[int, int]]:
    """Find the outermost ``${…}`` with balanced braces: (index of ``$``, index of ``}``); ``$${`` is none."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for place, current in enumerate(text):
        if current == "{":
            opened.append(place)
        elif current == "}" and opened:
            ends[opened.pop()] = place
    found: list[tuple[int, int]] = []
    place = text.find("${")
    while place >= 0:
        end = ends.get(place + 1)
        if end is None or (place > 0 and text[place - 1] == "$"):
            place = text.find("${", place + 2)
            continue
        found.append((place, end))
        place = text.find("${", end + 1)
    return found


def _reader(inner: str) -> Reader:
    """Make the reader of one expression, from the text between the braces."""
    if "${" not in inner:
        return _plain_reader(inner)
    template = _compile(inner)
    return lambda context: _plain_reader(template.text(context))(context)


@lru_cache(maxsize=8192)
def _plain_reader(path: str) -> Reader:
    if not path.strip():
        return lambda context: ""
    if path.startswith(SECRETS_PREFIX):
        return lambda context: _LEFT_AS_IT_IS
    if path.startswith(_ENVIRONMENT_PREFIX):
        name = path[len(_ENVIRONMENT_PREFIX) :]
        return lambda context: look_up(name, context.variable)
    try:
        plan = compile_path(path)
    except InvalidPath:
        plan = None
    if "." not in path:
        return lambda context: _system_value(path, plan, context)
    if plan is None:
        return lambda context: None
    return lambda context: evaluate(plan, context.scope)


def _system_value(path: str, plan: Path | None, context: Context) -> Any:
    """A name without a point can be one of the system's or the environment's; these go first."""
    if path in _SYSTEM_NAMES or path in context.environment:
        known = context.task_id if path == _TASK_ID else context.environment.get(path)
        return _LEFT_AS_IT_IS if known is None else known
    return None if plan is None else evaluate(plan, context.scope)


__all__ = ["read", "references", "resolve"]
