"""From anything that a program passes to JSON: one written rule for each type, an error for the rest.

=================================  ===========================================================
value                              JSON
=================================  ===========================================================
None, bool, int, str, float        as it is; NaN and infinity are an error
model                              its members by wire name, fields that are None left out
Enum                               its value
dict, Mapping                      object; a key that is no text becomes text: None, bool, int and
                                   float as ``json`` does it, other keys by their rule below; no two alike
list, tuple, other sequences       array
set, frozenset                     array, sorted where its elements can be
dataclass, attrs                   object of the fields
pydantic model                     ``model_dump(mode="json", by_alias=True)``
datetime, date, time               ISO 8601
UUID, Decimal, Path, timedelta     its text
bytes, bytearray                   its text where it is UTF-8, else base64
numpy scalar, numpy array          ``tolist()``
other objects with attributes      object of the attributes, as upstream
=================================  ===========================================================

Everything else, a cycle and nesting that is too deep raise EncodingError, which names the path to the value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence, Set, ValuesView
from enum import Enum
from math import isfinite
from types import BuiltinFunctionType, FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any, Callable

from conductor.client._depth import deeply

Rule = Callable[[Any], Any]

_type_of: Callable[[Any], type[Any]] = type
_PLAIN = frozenset({str, int, bool, type(None)})
_TOO_DEEP = 5_000
_PERHAPS_NO_TEXT = re.compile(r'"(?:-?[0-9][^"]*|null|true|false)":')  # a key that may have been a number


class _Unencodable(Exception):
    """No JSON for a value; the path to it grows on the way up, innermost step first."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path: list[str] = []


def encode(value: Any) -> Any:
    """Turn the value into what ``json.dumps`` takes, by the rules of this module.

    Tuples stay tuples. Raises EncodingError where there is no rule, and for NaN, infinity and cycles.
    """
    try:
        return deeply(_encode, value)
    except _Unencodable as error:
        reason, path = error.reason, "".join(reversed(error.path))
    except RecursionError:
        reason, path = _explain_depth(value)
    from conductor.client.exceptions import EncodingError

    raise EncodingError(f"cannot write the value{' at ' + path if path else ''} as JSON: {reason}")


def dumps(value: Any) -> bytes:
    """The value as JSON text in bytes, by the rules of this module. Raises EncodingError as `encode` does."""
    try:
        # The C encoder asks only about what it does not know, and refuses NaN and cycles itself.
        text = _text(value)
        if _PERHAPS_NO_TEXT.search(text):
            encode(value)  # it lets 1 and "1" be keys of one object; this does not
        return text.encode()
    except (TypeError, ValueError, RecursionError, _Unencodable):
        return deeply(_text, encode(value)).encode()


def _encode(value: Any) -> Any:
    kind = _type_of(value)
    if kind in _PLAIN:
        return value
    deep = _DEEP.get(kind)
    if deep is not None:
        return deep(value)
    plainer = _one_level(value)
    return _of_members(plainer) if hasattr(kind, "json_members") else _encode(plainer)


def _one_level(value: Any) -> Any:
    """What stands for the value: plainer, its own members still to be encoded."""
    kind = _type_of(value)
    rule = _rules.get(kind)
    if rule is None:
        rule = _rules[kind] = _rule_of(kind)
    return rule(value)


_text = json.JSONEncoder(default=_one_level, allow_nan=False, separators=(",", ":")).encode


def _of_dict(value: dict[Any, Any]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    key: Any = None
    try:
        for key, item in value.items():
            text = key if type(key) is str else _key_text(key)
            members[text] = item if type(item) in _PLAIN else _encode(item)
    except _Unencodable as error:
        error.path.append(f"[{key!r}]")
        raise
    if len(members) != len(value):
        raise _Unencodable("two of its keys have the same text, so one member would be lost")
    return members


def _of_members(members: dict[str, Any]) -> dict[str, Any]:
    """The same for the members of a model, which are a fresh dict with text for keys."""
    wire = ""
    try:
        for wire, item in members.items():
            if type(item) not in _PLAIN:
                members[wire] = _encode(item)
    except _Unencodable as error:
        error.path.append(f"[{wire!r}]")
        raise
    return members


def _of_list(value: Any) -> list[Any]:
    items: list[Any] = []
    try:
        for item in value:
            items.append(item if type(item) in _PLAIN else _encode(item))  # noqa: PERF401  # the path needs the index
    except _Unencodable as error:
        error.path.append(f"[{len(items)}]")
        raise
    return items


def _of_tuple(value: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(_of_list(value))


def _of_float(value: float) -> float:
    if not isfinite(value):
        raise _Unencodable(f"JSON has no {value}; send None or text instead")
    return value


_rules: dict[type[Any], Rule] = {}
_DEEP: dict[type[Any], Rule] = {dict: _of_dict, list: _of_list, tuple: _of_tuple, float: _of_float}


def _key_text(key: Any) -> str:
    plain = _encode(key)
    if isinstance(plain, str):
        return plain
    if plain is None or isinstance(plain, (bool, int, float)):
        return json.dumps(plain)
    raise _Unencodable(f"a key of type {_type_name(key)} has no text; use str")


def _of_set(value: Any) -> list[Any]:
    try:
        return sorted(value)
    except TypeError:
        return list(value)


def _of_bytes(value: bytes | bytearray) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        from base64 import b64encode

        return b64encode(value).decode()


def _of_swagger(value: Any) -> dict[str, Any]:
    """Upstream: any class with ``swagger_types`` and ``attribute_map`` is a model."""
    found = ((wire, getattr(value, name)) for name, wire in value.attribute_map.items())
    return {wire: item for wire, item in found if item is not None}


def _by_fields(names: list[str]) -> Rule:
    return lambda value: {name: getattr(value, name) for name in names}


def _attributes(value: Any) -> dict[str, Any]:
    return dict(value.__dict__)


def _isoformat(value: Any) -> Any:
    return value.isoformat()


# By module and name, so that nothing is imported just to look at a value.
_BY_NAME: dict[str, Rule] = {
    "datetime.date": _isoformat,
    "datetime.time": _isoformat,
    "datetime.timedelta": str,
    "uuid.UUID": str,
    "decimal.Decimal": str,
    "pathlib.PurePath": str,
    "pathlib._local.PurePath": str,
    "builtins.bytes": _of_bytes,
    "builtins.bytearray": _of_bytes,
}

_BY_BASE: list[tuple[type[Any] | tuple[type[Any], ...], Rule]] = [
    (Enum, lambda value: value.value),
    (str, str.__str__),
    (int, int),
    (float, float),
    (Mapping, dict),
    (tuple, tuple),
    (Set, _of_set),
    ((Sequence, ValuesView), list),
]

_BY_MEMBER: list[tuple[str, Rule]] = [
    ("model_dump", lambda value: value.model_dump(mode="json", by_alias=True)),
    ("tolist", lambda value: value.tolist()),
]

_NO_DATA = (type, BaseException, FunctionType, BuiltinFunctionType, MethodType, ModuleType, GeneratorType)


def _rule_of(kind: type[Any]) -> Rule:
    """The rule for values of that type."""
    if hasattr(kind, "json_members"):
        rule: Rule = kind.json_members
        return rule
    if hasattr(kind, "swagger_types") and hasattr(kind, "attribute_map"):
        return _of_swagger
    for base in kind.__mro__:
        named = _BY_NAME.get(f"{base.__module__}.{base.__qualname__}")
        if named is not None:
            return named
    for bases, rule in _BY_BASE:
        if issubclass(kind, bases):
            return rule
    for member, rule in _BY_MEMBER:
        if hasattr(kind, member):
            return rule
    if hasattr(kind, "__dataclass_fields__"):
        return _by_fields([name for name, field in kind.__dataclass_fields__.items() if _is_field(field)])
    if hasattr(kind, "__attrs_attrs__"):
        return _by_fields([attribute.name for attribute in kind.__attrs_attrs__])
    if hasattr(kind, "__fields__") and hasattr(kind, "dict"):  # pydantic 1
        return lambda value: value.dict(by_alias=True)
    if kind.__dictoffset__ and not issubclass(kind, _NO_DATA):
        return _attributes
    return _refuse


def _is_field(field: Any) -> bool:
    """Not a ClassVar or InitVar of a dataclass."""
    return bool(field._field_type.name == "_FIELD")


def _refuse(value: Any) -> Any:
    raise _Unencodable(f"there is no rule for {_type_name(value)}; turn it into a dict, a list or text first")


def _type_name(value: Any) -> str:
    kind = _type_of(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _explain_depth(value: Any) -> tuple[str, str]:
    """Why the encoder ran out of stack, and where: the cycle's path, else the deepest one."""
    stack: list[tuple[Any, str, dict[int, str]]] = [(value, "", {})]
    deepest = ""
    while stack:
        item, path, above = stack.pop()
        if id(item) in above:
            whole = above[id(item)]
            return f"it contains itself: it is the same object as {whole or 'the whole value'}", path
        if len(above) > _TOO_DEEP:
            return "it is nested too deeply", ""
        deepest = path if path.count("[") > deepest.count("[") else deepest
        above = {**above, id(item): path}
        plain: Any = item if type(item) in _DEEP or type(item) in _PLAIN else _one_level(item)
        kind = _type_of(plain)
        members: dict[Any, Any] = plain if kind is dict else {}
        if kind in (list, tuple):
            members = dict(enumerate(plain))  # pyright: ignore[reportUnknownArgumentType]
        stack.extend((member, f"{path}[{key!r}]", above) for key, member in members.items())
    return "it is nested too deeply", deepest[:200]
