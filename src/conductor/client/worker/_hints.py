"""A function's annotations as types, whichever way they were written."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import typing
from types import FunctionType
from typing import Any, Callable

if typing.TYPE_CHECKING:
    from collections.abc import Mapping

logger = logging.getLogger(__name__)

_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200  # flags of code objects
_HINTS = "__conductor_hints__"


def resolve(func: Callable[..., Any], worker: str, names: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the type of each annotated parameter.

    Text annotations (``from __future__ import annotations``) are resolved where the function was written;
    ``names`` adds the locals of a surrounding function. What was resolved once is kept on the function.
    Raises ``InvalidDefinition`` for a name that does not exist there.
    """
    target = _plain(func)
    kept: dict[str, Any] | None = getattr(target, _HINTS, None)
    if kept is not None:
        return kept
    space = {**getattr(target, "__globals__", {}), **(names or {})}
    hints: dict[str, Any] = {}
    for name, annotation in _annotations(target).items():
        if name != "return":  # upstream never looks at it: a name that is missing there does no harm
            hints[name] = _resolve_one(annotation, space, worker, name)
    with contextlib.suppress(
        AttributeError, TypeError
    ):  # a callable without a dictionary: resolved anew each time
        setattr(target, _HINTS, hints)
    return hints


def returned(func: Callable[..., Any]) -> Any:
    """Return the type that the function is annotated to return; None where there is none or it does not
    resolve.
    """
    target = _plain(func)
    annotation = _annotations(target).get("return")
    try:
        return _evaluate(annotation, getattr(target, "__globals__", {}))
    except (NameError, AttributeError, TypeError, SyntaxError):
        return None


def of_class(cls: type) -> dict[str, Any]:
    """Return the types of a class's fields; a name that does not resolve leaves its text."""
    hints: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        space = {**vars(sys.modules.get(base.__module__, typing)), base.__name__: base}
        for name, annotation in _annotations(base).items():
            try:
                hints[name] = _evaluate(annotation, space)
            except (NameError, AttributeError, TypeError, SyntaxError) as error:
                logger.warning(
                    "%s.%s: %s; its values pass as they are", cls.__qualname__, name, error
                )  # said once: the plan of a class is made once
                hints[name] = Any
    return hints


def _annotations(target: Any) -> dict[str, Any]:
    """A function's or class's own annotations, as they were written."""
    if sys.version_info >= (3, 14):
        import annotationlib

        found: dict[str, Any] = annotationlib.get_annotations(target, format=annotationlib.Format.FORWARDREF)
        return found
    own: Any = target.__dict__.get("__annotations__") if isinstance(target, type) else None  # noqa: RUF063 - Python 3.9
    if own is None and not isinstance(target, type):
        own = getattr(target, "__annotations__", None)
    return own or {}


def is_generator_function(func: Callable[..., Any]) -> bool:
    """Whether it has a ``yield``: plain or ``async``. (``inspect`` knows, and takes long to import.)"""
    return bool(_code_flags(func) & (_GENERATOR | _ASYNC_GENERATOR))


def is_coroutine_function(func: Callable[..., Any]) -> bool:
    """Whether it is an ``async def``."""
    return bool(_code_flags(func) & _COROUTINE)


def _code_flags(func: Callable[..., Any]) -> int:
    code = getattr(getattr(func, "__func__", func), "__code__", None)
    return 0 if code is None else int(code.co_flags)


def _plain(func: Callable[..., Any]) -> Any:
    """The function itself: below ``functools.wraps``, ``partial`` and bound methods."""
    target: Any = func
    while hasattr(target, "__wrapped__") or hasattr(target, "func"):
        target = target.__wrapped__ if hasattr(target, "__wrapped__") else target.func
    target = getattr(target, "__func__", target)
    if isinstance(target, (FunctionType, type)):
        return target
    return type(target).__dict__.get("__call__", target)  # an object that can be called


def _resolve_one(annotation: Any, space: Mapping[str, Any], worker: str, parameter: str) -> Any:
    try:
        return _evaluate(annotation, space)
    except (NameError, AttributeError, TypeError, SyntaxError) as error:
        from conductor.client.exceptions import InvalidDefinition

        where = f"worker {worker}, parameter {parameter}: the annotation {_text(annotation)!r}"
        if not isinstance(error, NameError):
            raise InvalidDefinition(f"{where} cannot be read: {error}") from error
        missing = getattr(error, "name", None) or str(error)
        raise InvalidDefinition(
            f"{where} names {missing}, which is not defined here; define or import it above the function "
            "(what is imported under TYPE_CHECKING does not exist at run time)"
        ) from error


def _evaluate(annotation: Any, space: Mapping[str, Any]) -> Any:
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        if sys.version_info < (3, 10):
            annotation = _without_bars(annotation)
            space = {**space, "_Union": typing.Union}
        annotation = eval(annotation, dict(space))
    return _inner(annotation, space)


def _inner(annotation: Any, space: Mapping[str, Any]) -> Any:
    """Resolve text inside a generic: ``List["Order"]``, ``list["Order"]``."""
    arguments = getattr(annotation, "__args__", None)
    if not arguments or not any(
        isinstance(a, (str, typing.ForwardRef)) or getattr(a, "__args__", None) for a in arguments
    ):
        return annotation
    if typing.get_origin(annotation) is getattr(typing, "Literal", None):
        return annotation
    resolved = tuple(
        _evaluate(a, space) if isinstance(a, (str, typing.ForwardRef)) or getattr(a, "__args__", None) else a
        for a in arguments
    )
    if resolved == tuple(arguments):
        return annotation
    if hasattr(annotation, "copy_with"):
        return annotation.copy_with(resolved)
    origin: Any = typing.get_origin(annotation)
    return origin[resolved] if origin is not None and hasattr(origin, "__class_getitem__") else annotation


def _without_bars(text: str) -> str:
    """Python 3.9: ``A | B`` in an annotation's text is ``Union[A, B]``."""
    if "|" not in text:
        return text
    parts: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        depth += (char in "[(") - (char in "])")
        if char == "|" and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    parts = [re.sub(r"\[(.*)\]\s*$", lambda m: "[" + _arguments(m.group(1)) + "]", p.strip()) for p in parts]
    return parts[0] if len(parts) == 1 else f"_Union[{', '.join(parts)}]"


def _arguments(text: str) -> str:
    """The same inside brackets, argument by argument."""
    parts: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        depth += (char in "[(") - (char in "])")
        if char == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return ", ".join(_without_bars(p.strip()) for p in parts)


def _text(annotation: Any) -> str:
    return (
        annotation
        if isinstance(annotation, str)
        else getattr(annotation, "__forward_arg__", None) or str(annotation)
    )
