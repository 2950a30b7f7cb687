"""JSON schemas (draft 07) of a worker function's input and output, from its annotations."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import inspect
import logging
import types
import typing
import uuid
from typing import Any, Callable, Union

from conductor.client.worker import _hints

logger = logging.getLogger(__name__)

_DRAFT = "http://json-schema.org/draft-07/schema#"
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    bytes: {"type": "string"},
    type(None): {"type": "null"},
    None: {"type": "null"},
    dict: {"type": "object"},
    list: {"type": "array"},
    tuple: {"type": "array"},
    set: {"type": "array", "uniqueItems": True},
    frozenset: {"type": "array", "uniqueItems": True},
    Any: {},
    object: {},
    datetime.datetime: {"type": "string", "format": "date-time"},
    datetime.date: {"type": "string", "format": "date"},
    datetime.time: {"type": "string", "format": "time"},
    uuid.UUID: {"type": "string", "format": "uuid"},
    decimal.Decimal: {"type": "string"},
}
_UNIONS: tuple[Any, ...] = (Union, getattr(types, "UnionType", Union))


def generate_json_schema_from_function(
    func: Callable[..., Any], schema_name: str, strict_schema: bool = False
) -> dict[str, Any] | None:
    """Return ``{"input": schema, "output": schema}``; each is None where the annotations do not tell.

    ``strict_schema``: objects allow no members beyond the declared ones.
    """
    return {
        "input": _input(func, schema_name, strict_schema),
        "output": _output(func, schema_name, strict_schema),
    }


def _input(func: Callable[..., Any], name: str, strict: bool) -> dict[str, Any] | None:
    hints = _hints.resolve(func, name)
    properties: dict[str, Any] = {}
    required: list[str] = []
    for parameter in inspect.signature(func).parameters.values():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if parameter.name not in hints:
            return None
        schema = _of(hints[parameter.name], strict, ())
        if schema is None:
            return None
        properties[parameter.name] = schema
        if parameter.default is parameter.empty and not _takes_none(hints[parameter.name]):
            required.append(parameter.name)
    return {"$schema": _DRAFT, **_object(properties, required, strict)}


def _output(func: Callable[..., Any], name: str, strict: bool) -> dict[str, Any] | None:
    annotation = _hints.returned(func)
    if annotation is None or annotation is type(None):
        return None
    schema = _of(annotation, strict, ())
    return None if schema is None else {"$schema": _DRAFT, **schema}


def _object(properties: dict[str, Any], required: list[str], strict: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": not strict}
    return {**schema, "required": required} if required else schema


def _of(annotation: Any, strict: bool, above: tuple[Any, ...]) -> dict[str, Any] | None:
    """The schema of a type; None where there is none. ``above``: the classes that this is inside of."""
    try:
        if annotation in _SIMPLE:
            return dict(_SIMPLE[annotation])
    except TypeError:
        return None
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _of(arguments[0], strict, above)
    if origin in _UNIONS:
        members = [_of(a, strict, above) for a in arguments]
        return None if None in members else {"anyOf": members}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is not None:
        return _of_generic(origin, arguments, strict, above)
    if not isinstance(annotation, type):
        return None
    cls: Any = annotation
    if cls in above:  # a class that contains itself
        return {"type": "object"}
    if issubclass(cls, enum.Enum):
        return {"enum": [member.value for member in cls.__members__.values()]}
    return _of_class(cls, strict, (*above, cls))


def _of_generic(
    origin: Any, arguments: tuple[Any, ...], strict: bool, above: tuple[Any, ...]
) -> dict[str, Any] | None:
    if origin is tuple and arguments and arguments[-1] is not Ellipsis:
        parts = [_of(a, strict, above) for a in arguments]
        return None if None in parts else {"type": "array", "items": parts}
    if isinstance(origin, type) and issubclass(origin, typing.Mapping):
        value = _of(arguments[1], strict, above) if len(arguments) == 2 else {}
        return {"type": "object"} if not value else {"type": "object", "additionalProperties": value}
    if isinstance(origin, type) and issubclass(origin, typing.Iterable):
        item = _of(arguments[0], strict, above) if arguments else {}
        return None if item is None else {"type": "array", **({"items": item} if item else {})}
    return None


def _of_class(cls: Any, strict: bool, above: tuple[Any, ...]) -> dict[str, Any] | None:
    if hasattr(cls, "model_json_schema"):  # pydantic knows best
        made: dict[str, Any] = cls.model_json_schema()
        return made
    hints = _hints.of_class(cls)
    properties: dict[str, Any] = {}
    required: list[str] = []
    needed = _required_fields(cls, hints)
    for name in hints:
        schema = _of(hints[name], strict, above)
        if schema is None:
            return None
        properties[name] = schema
        if name in needed:
            required.append(name)
    return _object(properties, required, strict) if hints else None


def _required_fields(cls: Any, hints: dict[str, Any]) -> set[str]:
    if dataclasses.is_dataclass(cls):
        missing: Any = dataclasses.MISSING
        return {
            f.name for f in dataclasses.fields(cls) if f.default is missing and f.default_factory is missing
        }
    if hasattr(cls, "__required_keys__"):
        return set(cls.__required_keys__)
    if hasattr(cls, "_field_defaults"):
        return set(hints) - set(cls._field_defaults)
    return {
        p.name for p in inspect.signature(cls).parameters.values() if p.default is p.empty and p.name in hints
    }


def _takes_none(annotation: Any) -> bool:
    return typing.get_origin(annotation) in _UNIONS and type(None) in typing.get_args(annotation)
