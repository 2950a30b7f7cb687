"""Converters of values with parts: lists, maps, dataclasses, pydantic and attrs models, TypedDict,
NamedTuple.
"""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import sys
import typing
from typing import Any, Callable, Optional

from conductor.client.http.models._model import Model
from conductor.client.worker import _hints
from conductor.client.worker._mismatch import Mismatch

if typing.TYPE_CHECKING:
    from collections.abc import Sequence

Converter = Callable[[Any, bool], Any]
MaybeConverter = Optional[Converter]
_MISSING: Any = dataclasses.MISSING


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_text_or_object(value: Any) -> bool:
    return isinstance(value, (str, bytes, dict))


def _is_tuple(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, tuple)


def _is_model(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Model)


def items(build: Callable[[Any], Any], item: MaybeConverter) -> Converter:
    """A list, set, tuple … with every item converted."""

    def convert(value: Any, strict: bool) -> Any:
        if not _is_list(value):
            if strict or (item is not None and value is not None and not _is_text_or_object(value)):
                raise Mismatch("a list", value)
            return value  # upstream: what is no list passes as it is
        if item is None:
            return value if build is type(value) else build(value)
        made: list[Any] = []
        for at, part in enumerate(value):
            try:
                made.append(item(part, strict))
            except Mismatch as error:
                raise error.inside(at) from None
        return made if build is list else build(made)

    return convert


def fixed_tuple(parts: Sequence[MaybeConverter]) -> Converter:
    """``tuple[int, str]``: one converter per place."""

    def convert(value: Any, strict: bool) -> Any:
        if value is None:
            if strict:
                raise Mismatch(f"a list of {len(parts)}", None)
            return None
        given: list[Any] = list(value) if _is_list(value) else []
        if len(given) != len(parts):
            raise Mismatch(f"a list of {len(parts)}", value)
        made: list[Any] = []
        for at, (part, convert_part) in enumerate(zip(given, parts)):
            try:
                made.append(part if convert_part is None else convert_part(part, strict))
            except Mismatch as error:
                raise error.inside(at) from None
        return tuple(made)

    return convert


def mapping(build: Callable[[Any], Any], key: MaybeConverter, item: MaybeConverter) -> Converter:
    """A map with keys and values converted; JSON keys are text, so ``int`` keys are read from it."""

    def convert(value: Any, strict: bool) -> Any:
        if not _is_object(value):
            if strict or (item is not None and value is not None):
                raise Mismatch("an object", value)
            return value
        if key is None and item is None:
            return value if build is dict else build(value)
        made: dict[Any, Any] = {}
        for name, part in value.items():
            try:
                made[_key(key, name)] = part if item is None else item(part, strict)
            except Mismatch as error:
                raise error.inside(name) from None
        return made if build is dict else build(made)

    return convert


def _key(key: MaybeConverter, name: Any) -> Any:
    if key is None:
        return name
    try:
        return key(name, True)
    except Mismatch:
        for plain in (int, float):
            try:
                return key(plain(name), True)
            except (Mismatch, ValueError, TypeError):
                continue
        raise


def of_class(cls: Any, converter: Callable[[Any], MaybeConverter]) -> MaybeConverter:
    """The converter of a class that is neither a scalar nor a collection."""
    if _is_model(cls):
        return _model(cls)
    if hasattr(cls, "model_validate") or hasattr(cls, "__pydantic_model__") or _is_old_pydantic(cls):
        return _pydantic(cls)
    if typing.is_typeddict(cls) if sys.version_info >= (3, 10) else hasattr(cls, "__total__"):
        return _typed_dict(cls, converter)
    if _is_tuple(cls) and hasattr(cls, "_fields"):
        return _fields(cls, _named_tuple_fields(cls, converter))
    if dataclasses.is_dataclass(cls):
        return _fields(cls, _dataclass_fields(cls, converter))
    return _fields(cls, _constructor_fields(cls, converter))


def _model(cls: type[Model]) -> Converter:
    def convert(value: Any, strict: bool) -> Any:
        if not _is_object(value):
            if strict and not isinstance(value, cls):
                raise Mismatch(cls.__name__, value)
            return value
        from conductor.client.http.models._codec import decode

        return decode(value, cls)

    return convert


def _is_old_pydantic(cls: Any) -> bool:
    return hasattr(cls, "__fields__") and hasattr(cls, "parse_obj")


def _pydantic(cls: Any) -> Converter:
    validate = getattr(cls, "model_validate", None) or cls.parse_obj

    def convert(value: Any, strict: bool) -> Any:
        if isinstance(value, cls) or (value is None and not strict):
            return value
        try:
            return validate(value)
        except ValueError as error:  # pydantic's ValidationError is one
            errors: Any = getattr(error, "errors", None)
            problems: list[Any] = errors() if errors is not None else []
            if not problems:
                raise Mismatch(cls.__name__, value, str(error)) from error
            first = problems[0]
            mismatch = Mismatch(cls.__name__, first.get("input", value), str(first.get("msg", error)))
            for step in reversed(first.get("loc", ())):
                mismatch.inside(step)
            raise mismatch from error

    return convert


@dataclasses.dataclass
class _Field:
    name: str
    convert: MaybeConverter
    required: bool
    positional: bool = False
    alias: str = ""


def _dataclass_fields(cls: Any, converter: Callable[[Any], MaybeConverter]) -> list[_Field]:
    hints = _hints.of_class(cls)
    return [
        _Field(
            f.name, converter(hints.get(f.name, Any)), f.default is _MISSING and f.default_factory is _MISSING
        )
        for f in dataclasses.fields(cls)
        if f.init
    ]


def _named_tuple_fields(cls: Any, converter: Callable[[Any], MaybeConverter]) -> list[_Field]:
    hints = _hints.of_class(cls)
    return [_Field(n, converter(hints.get(n, Any)), n not in cls._field_defaults) for n in cls._fields]


def _constructor_fields(cls: Any, converter: Callable[[Any], MaybeConverter]) -> list[_Field]:
    """attrs and plain classes: what their constructor takes."""
    try:
        parameters = inspect.signature(cls).parameters.values()
    except (ValueError, TypeError):
        return []
    hints = {**_hints.of_class(cls)}
    init = cls.__init__
    if inspect.isfunction(init):
        with contextlib.suppress(ValueError):
            hints.update(_hints.resolve(init, cls.__name__, {cls.__name__: cls}))
    named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    fields = [_Field(p.name, converter(hints.get(p.name, Any)), p.default is p.empty) for p in named]
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        fields.append(_Field("**", None, False))
    return fields


def _fields(cls: Any, fields: list[_Field]) -> Converter:
    known = {f.name for f in fields}
    takes_more = "**" in known

    def convert(value: Any, strict: bool) -> Any:
        if isinstance(value, cls):
            return value
        if _is_tuple(cls) and _is_list(value) and len(value) <= len(fields):
            value = {f.name: part for f, part in zip(fields, value)}
        if not _is_object(value):
            if value is None and not strict:
                return None
            raise Mismatch(cls.__name__, value)
        given: dict[str, Any] = {}
        for field in fields:
            if field.name in value:
                try:
                    part = value[field.name]
                    given[field.name] = part if field.convert is None else field.convert(part, strict)
                except Mismatch as error:
                    raise error.inside(field.name) from None
            elif field.required:
                if strict:
                    raise Mismatch("a value", None, "it is missing").inside(field.name)
                given[field.name] = None  # upstream: what is missing is None
        if takes_more:
            given.update((k, v) for k, v in value.items() if k not in known)
        try:
            return cls(**given)
        except (TypeError, ValueError) as error:
            raise Mismatch(cls.__name__, value, f"{type(error).__name__}: {error}") from error

    return convert


def _typed_dict(cls: Any, converter: Callable[[Any], MaybeConverter]) -> Converter:
    hints = _hints.of_class(cls)
    converters = {name: converter(hint) for name, hint in hints.items()}
    required = getattr(cls, "__required_keys__", frozenset(hints))

    def convert(value: Any, strict: bool) -> Any:
        if not _is_object(value):
            if value is None and not strict:
                return None
            raise Mismatch(cls.__name__, value)
        made: dict[Any, Any] = {}
        for name, part in value.items():
            inner = converters.get(name)
            try:
                made[name] = part if inner is None else inner(part, strict)
            except Mismatch as error:
                raise error.inside(name) from None
        if strict:
            for name in required:
                if name not in value:
                    raise Mismatch("a value", None, "it is missing").inside(name)
        return made

    return convert
