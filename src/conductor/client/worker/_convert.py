"""JSON values as the types that a worker function asks for.

``converter(annotation)`` is made once per annotation and cached; None means "pass it on as it is". A
converter takes a value and ``strict``; it raises :class:`Mismatch`, which knows where in the JSON it
happened.
"""

from __future__ import annotations

import collections.abc as abc
import enum
import types
import typing
from collections import OrderedDict, defaultdict, deque
from typing import Any, Callable, Literal, Union

from conductor.client.worker import _structures, _values
from conductor.client.worker._mismatch import Mismatch

Converter = Callable[[Any, bool], Any]

_UnionType: Any = getattr(types, "UnionType", None)
_cache: dict[Any, Converter | None] = {}


def converter(annotation: Any) -> Converter | None:
    """Return the converter of an annotation; None where any value passes untouched."""
    try:
        if annotation in _cache:
            return _cache[annotation]
    except TypeError:  # not hashable
        return _build(annotation)
    _cache[annotation] = _late(annotation)  # a type that contains itself
    made = _build(annotation)
    _cache[annotation] = made
    return made


def _late(annotation: Any) -> Converter:
    def convert(value: Any, strict: bool) -> Any:
        made = _cache[annotation]
        return value if made is None or made is convert else made(value, strict)

    return convert


def _build(annotation: Any) -> Converter | None:
    if annotation is Any or annotation is object or isinstance(annotation, typing.TypeVar):
        return None
    if annotation is None or annotation is type(None):
        return _values.null
    supertype = getattr(annotation, "__supertype__", None)  # NewType
    if supertype is not None:
        return converter(supertype)
    if type(annotation).__name__ == "TypeAliasType":  # type X = …
        return converter(annotation.__value__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is None:
        return _of_class(annotation)
    if hasattr(annotation, "__metadata__"):  # Annotated
        return converter(arguments[0])
    if origin is Union or (_UnionType is not None and origin is _UnionType):
        return _union(arguments)
    if origin is Literal:
        return _literal(arguments)
    if getattr(origin, "__name__", None) is None and str(origin).rpartition(".")[2] in (
        "Required",
        "NotRequired",
        "ReadOnly",
    ):
        return converter(arguments[0])
    return _generic(origin, arguments)


def _is_class(annotation: Any) -> bool:
    return isinstance(annotation, type)


def _of_class(cls: Any) -> Converter | None:
    if cls in _values.SCALARS:
        return _values.SCALARS[cls]
    if not _is_class(cls):
        return None  # something this library does not know: pass the value on
    if issubclass(cls, enum.Enum):
        return _values.enumeration(cls)
    if cls in _ITERABLES or cls in _MAPPINGS:
        return _generic(cls, ())
    scalars: list[Any] = [known for known in _values.SCALARS if known is not object]
    for known in scalars:
        if issubclass(cls, known):
            return _values.subclass(cls, known)
    return _structures.of_class(cls, converter)


_ITERABLES: dict[Any, Any] = {
    list: list, set: set, frozenset: frozenset, tuple: tuple, deque: deque,
    abc.Sequence: list, abc.MutableSequence: list, abc.Iterable: list, abc.Collection: list,
    abc.Set: frozenset, abc.MutableSet: set,
}  # fmt: skip
_MAPPINGS: dict[Any, Any] = {
    dict: dict, abc.Mapping: dict, abc.MutableMapping: dict, OrderedDict: OrderedDict, defaultdict: dict,
}  # fmt: skip


def _generic(origin: Any, arguments: tuple[Any, ...]) -> Converter | None:
    if origin is tuple and arguments and arguments[-1] is not Ellipsis:
        return _structures.fixed_tuple([converter(a) for a in arguments if a != ()])
    if origin in _ITERABLES:
        item = converter(arguments[0]) if arguments else None
        return _structures.items(_ITERABLES[origin], item)
    if origin in _MAPPINGS:
        key, value = (
            (converter(arguments[0]), converter(arguments[1])) if len(arguments) == 2 else (None, None)
        )
        return _structures.mapping(_MAPPINGS[origin], key, value)
    return _of_class(origin) if isinstance(origin, type) else None


def _union(members: tuple[Any, ...]) -> Converter | None:
    optional = type(None) in members
    named = [(m, converter(m)) for m in members if m is not type(None)]
    if any(made is None for _, made in named):
        return None
    expected = " or ".join(_values.name_of(m) for m in members)

    def convert(value: Any, strict: bool) -> Any:
        if value is None and optional:
            return None
        if value is not None and len(named) == 1:
            return named[0][1](value, strict)  # type: ignore[misc]
        for attempt in (True, False):  # the member that fits exactly, else the first that can take it
            for _, made in named:
                try:
                    return made(value, attempt)  # type: ignore[misc]
                except Mismatch:
                    continue
            if strict:
                break
        if value is None and not strict:
            return None
        raise Mismatch(expected, value)

    return convert


def _literal(choices: tuple[Any, ...]) -> Converter:
    expected = "one of " + ", ".join(repr(c) for c in choices)

    def convert(value: Any, strict: bool) -> Any:
        for choice in choices:
            plain = choice.value if isinstance(choice, enum.Enum) else choice
            if value == plain and isinstance(value, bool) == isinstance(plain, bool):
                return choice
        if value is None and not strict:
            return None
        raise Mismatch(expected, value)

    return convert
