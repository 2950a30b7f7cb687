"""From parsed JSON to models. The plan of a type is made once, on first use."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Any, Callable

from conductor.client.http.models._model import UNKNOWN, Model

Convert = Callable[[Any], Any]

_PRIMITIVES: dict[str, type[Any]] = {"int": int, "float": float, "str": str, "bool": bool}
_AS_IT_IS = {"object", "Any", "dict", "list", "bytes", "file", "None", ""}
_plans: dict[Any, Convert | None] = {}
_decoders: dict[Any, Convert] = {}


def decode(data: Any, type_: str | type[Any] | None) -> Any:
    """Turn parsed JSON into what the type says: ``"list[Task]"``, ``"dict(str, object)"``, ``Task``.

    Lenient: what does not fit stays as the server sent it, and unknown members are kept.
    Raises ValueError for a type name that no model has.
    """
    if data is None or type_ is None:
        return data
    decoder = _decoders.get(type_)
    if decoder is None:
        decoder = _decoders[type_] = _decoder_of(type_)
    return decoder(data)


def _decoder_of(type_: str | type[Any]) -> Convert:
    """How to decode a whole answer of that type."""
    primitive = _PRIMITIVES.get(type_, type_) if isinstance(type_, str) else type_
    if primitive in (int, float, str, bool):
        return _primitive(primitive)
    return _plan(type_, "") or _as_it_is


def _as_it_is(data: Any) -> Any:
    return data


def _primitive(kind: Any) -> Convert:
    """A body that is one number or text, where the server may have sent it as text."""

    def primitive(data: Any) -> Any:
        if isinstance(data, (dict, list)) or type(data) is kind:
            return data  # pyright: ignore[reportUnknownVariableType]
        try:
            return kind(data)
        except ValueError:
            return data

    return primitive


def _plan(type_: Any, module: str) -> Convert | None:
    """How to decode that type as named in that module; None where JSON's own value is the answer."""
    key = (type_, module) if isinstance(type_, str) else type_
    if key not in _plans:
        _plans[key] = _plan_of_text(type_, module) if isinstance(type_, str) else _plan_of_class(type_)
    return _plans[key]


def _plan_of_text(text: str, module: str) -> Convert | None:
    text = text.strip()
    if text in _PRIMITIVES or text in _AS_IT_IS:
        return None
    outer, inner = text[:5].lower(), text[5:-1]
    if outer == "list[":
        return _each(_plan(inner, module), list)
    if text[:4].lower() == "set[":
        return _each(_plan(text[4:-1], module), set) or set
    if outer in ("dict(", "dict["):
        return _values(_plan(inner.partition(",")[2].strip(), module))
    if text in ("datetime", "date"):
        return _moment(text)
    return _plan(_named(text, module), "")


def _each(convert: Convert | None, kind: type[Any]) -> Convert | None:
    if convert is None:
        return None

    def each(data: list[Any]) -> Any:
        return kind(map(convert, data)) if type(data) is list else data

    return each


def _values(convert: Convert | None) -> Convert | None:
    if convert is None:
        return None

    def values(data: dict[str, Any]) -> Any:
        return {key: convert(value) for key, value in data.items()} if type(data) is dict else data

    return values


def _moment(kind: str) -> Convert:
    def moment(data: Any) -> Any:
        from dateutil.parser import parse

        try:
            parsed = parse(data)
        except (ValueError, TypeError, OverflowError):
            return data
        return parsed.date() if kind == "date" else parsed

    return moment


def _named(name: str, module: str) -> Any:
    """The class that a declaration means: its module's own, else the one that the package's door knows."""
    found = getattr(sys.modules.get(module), name, None)
    if isinstance(found, type):
        return found
    from conductor.client.http import models

    try:
        return getattr(models, name)
    except AttributeError:
        raise ValueError(f"unknown type {name!r}: no model of that name") from None


def _plan_of_class(cls: type[Any]) -> Convert | None:
    if issubclass(cls, Enum):
        return _member_of(cls)
    if issubclass(cls, Model):
        return _plan_of_model(cls) if cls.attribute_map else None
    if cls.__module__ in ("datetime",):
        return _moment(cls.__name__)
    if hasattr(cls, "swagger_types"):
        return _by_constructor(cls)
    return None


def _member_of(cls: type[Enum]) -> Convert:
    members: dict[Any, Enum] = {member.value: member for member in cls}

    def member(data: Any) -> Any:
        return members.get(data, data) if isinstance(data, str) else data

    return member


def _by_constructor(cls: Any) -> Convert:
    """For classes of users that follow upstream's protocol without being a Model."""

    def construct(data: Any) -> Any:
        if not isinstance(data, dict):
            return data  # pyright: ignore[reportUnknownVariableType]
        found = {
            name: decode(data[cls.attribute_map[name]], kind)
            for name, kind in cls.swagger_types.items()
            if data.get(cls.attribute_map[name]) is not None  # pyright: ignore[reportUnknownMemberType]
        }
        return cls(**found)

    return construct


def _plan_of_model(cls: type[Model]) -> Convert:
    """How one model is decoded: rename every member, then convert the few that are more than JSON."""
    names = {wire: name for name, wire in cls.attribute_map.items()}
    # A field with a default stays absent until the server sends it, so that it is not sent back unasked.
    with_default = [name for name in cls.attribute_map if _has_default(cls, name)]
    empty = {name: None for name in cls.attribute_map if name not in with_default}
    complete: Callable[[Any], None] | None = getattr(cls, "_complete", None)
    new = object.__new__
    nested: list[tuple[str, Convert]] | None = None

    def convert(data: dict[str, Any]) -> Any:
        nonlocal nested
        if type(data) is not dict:
            return data  # where the server sent something else than an object
        state: dict[str, Any] = empty.copy()  # cheaper than to grow one
        try:
            for wire, value in data.items():
                state[names[wire]] = value
        except KeyError:
            state = _with_unknown(data, names)
        if nested is None:  # found on first use: a model may contain itself
            nested = _nested_of(cls)
        for name, decode_member in nested:
            value = state.get(name)
            if value:
                state[name] = decode_member(value)
        for name in with_default:
            if name in state and state[name] is None:  # null must not hide the default
                del state[name]
        model = new(cls)
        model.__dict__ = state
        if complete is not None:
            complete(model)
        return model

    return convert


def _with_unknown(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    state = {names[wire]: value for wire, value in data.items() if wire in names}
    state[UNKNOWN] = {wire: value for wire, value in data.items() if wire not in names}
    return state


def _nested_of(cls: type[Model]) -> list[tuple[str, Convert]]:
    """The fields that hold models, sets or moments, and how to decode them."""
    found = ((name, _plan(kind, _declared_in(cls, name))) for name, kind in cls.swagger_types.items())
    return [(name, plan) for name, plan in found if plan is not None]


def _has_default(cls: type[Any], name: str) -> bool:
    field: Any = getattr(cls, name)
    return field.default is not None or field.factory is not None


def _declared_in(cls: type[Any], field: str) -> str:
    """The module of the class that declares the field: its names are to be read there."""
    for owner in cls.__mro__:
        if field in owner.__dict__:
            return owner.__module__
    return cls.__module__
