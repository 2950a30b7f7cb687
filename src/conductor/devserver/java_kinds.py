"""The Java types of request bodies: each reads a JSON value as the real server's mapper does, or refuses it
in the mapper's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.broken_json import Broken, fault
from conductor.devserver.json_value import is_list, is_object

if TYPE_CHECKING:
    from conductor.devserver.refusal import Refusal

_TOKENS = {
    "dict": ("Object", "START_OBJECT"),
    "list": ("Array", "START_ARRAY"),
    "str": ("String", "VALUE_STRING"),
    "int": ("Integer", "VALUE_NUMBER_INT"),
    "float": ("Floating-point", "VALUE_NUMBER_FLOAT"),
}
_NO_CREATOR = "Cannot construct instance of `{}` (although at least one Creator exists): no {}"
COERCION = "(but could if coercion was enabled using `CoercionConfig`)"


def unreadable(java: str, value: Any) -> Refusal:
    """The refusal of a value whose JSON type is not the wanted one."""
    if isinstance(value, Broken):
        return value.fault()
    if isinstance(value, bool):
        name, token = "Boolean", f"VALUE_{str(value).upper()}"
    else:
        name, token = _TOKENS.get(value.__class__.__name__, ("Null", "VALUE_NULL"))
    return fault(f"Cannot deserialize value of type `{java}` from {name} value (token `JsonToken.{token}`)")


def not_constructed(java: str, value: Any) -> Refusal:
    """The refusal of a plain value where something with members is wanted."""
    if isinstance(value, str):
        detail = f"String-argument constructor/factory method to deserialize from String value ('{value}')"
    elif isinstance(value, bool):
        text = str(value).lower()
        detail = (
            f"boolean/Boolean-argument constructor/factory method to deserialize from boolean value ({text})"
        )
    elif isinstance(value, (int, float)):
        kind = "int/Int" if isinstance(value, int) else "double/Double"
        detail = f"{kind}-argument constructor/factory method to deserialize from Number value ({value})"
    else:
        return unreadable(java, value)
    return fault(_NO_CREATOR.format(java, detail))


class Kind:
    """A type; ``zero`` is what a null becomes where Java knows no null (None: the member stays absent)."""

    java = "java.lang.Object"
    zero: Any = None

    def read(self, value: Any) -> Any:
        """The value as this type. :raises Refusal: it cannot be read so."""
        if isinstance(value, Broken):
            raise value.fault()
        return value


class Text(Kind):
    """Text; numbers and truth values are taken by their spelling."""

    java = "java.lang.String"

    def read(self, value: Any) -> Any:
        """The text."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (int, float)):
            return str(value)
        raise unreadable(self.java, value)


class Whole(Kind):
    """``int``, ``long`` and their boxed forms."""

    def __init__(self, java: str) -> None:
        self.java = java
        self.zero = 0 if java in ("int", "long") else None
        self._bits = 31 if java in ("int", "java.lang.Integer") else 63

    def _checked(self, number: int, intro: str) -> int:
        most = (1 << self._bits) - 1
        if -most - 1 <= number <= most:
            return number
        name = "int" if self._bits == 31 else "long"
        hyphen = " - " if intro == "Numeric value" else " -"
        raise fault(f"{intro} ({number}) out of range of {name} ({-most - 1}{hyphen}{most})")

    def read(self, value: Any) -> Any:
        """The number; fractions are cut off, and a text is parsed."""
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise unreadable(self.java, value)
        if not isinstance(value, str):
            return self._checked(int(value), "Numeric value")
        text = value.strip()
        if not text:
            return self.zero
        intro = f'Cannot deserialize value of type `{self.java}` from String "{value}": '
        digits = text[1:] if text[0] in "+-" else text
        if not (digits.isascii() and digits.isdigit()):
            raise fault(f"{intro}not a valid `{self.java}` value")
        return self._checked(int(text), f"{intro}Overflow: numeric value")


class Truth(Kind):
    """``boolean`` and its boxed form."""

    def __init__(self, java: str) -> None:
        self.java = java
        self.zero = False if java == "boolean" else None

    def read(self, value: Any) -> Any:
        """The truth value; whole numbers and the words are taken."""
        if isinstance(value, int):
            return bool(value)
        if not isinstance(value, str):
            raise unreadable(self.java, value)
        text = value.strip()
        if not text:
            return self.zero
        if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return text.lower() == "true"
        words = '"true" or "false"'
        if self.java == "boolean":
            words = '"true"/"True"/"TRUE" or "false"/"False"/"FALSE"'
        raise fault(
            f'Cannot deserialize value of type `{self.java}` from String "{value}": only {words} recognized'
        )


class Choice(Kind):
    """One of a few names, or the number of one. ``told`` are the names in the order of the real server's
    complaint."""

    def __init__(self, java: str, names: tuple[str, ...], told: tuple[str, ...] = ()) -> None:
        self.java = java
        self.names = names
        self._told = told or names

    def read(self, value: Any) -> Any:
        """The name."""
        intro = f"Cannot deserialize value of type `{self.java}` from"
        if isinstance(value, str):
            if value in self.names:
                return value
            if not value.strip():
                kind = "empty" if not value else "blank"
                raise fault(f'Cannot coerce {kind} String ("{value}") to `{self.java}` value {COERCION}')
            told = ", ".join(self._told)
            raise fault(f'{intro} String "{value}": not one of the values accepted for Enum class: [{told}]')
        if isinstance(value, int) and not isinstance(value, bool):
            if 0 <= value < len(self.names):
                return self.names[value]
            last = len(self.names) - 1
            raise fault(f"{intro} number {value}: index value outside legal index range [0..{last}]")
        raise unreadable(self.java, value)


def _inside(item: Kind) -> str:
    return item.java.replace("java.util.ArrayList", "java.util.List")


class ListOf(Kind):
    """A list of one type."""

    def __init__(self, item: Kind) -> None:
        self._item = item
        self.java = f"java.util.ArrayList<{_inside(item)}>"

    def read(self, value: Any) -> Any:
        """The list."""
        if is_list(value):
            return [None if item is None else self._item.read(item) for item in value]
        if isinstance(value, str) and isinstance(self._item, Text):
            if value:
                raise not_constructed("java.util.ArrayList", value)
            raise fault(f'Cannot coerce empty String ("") to element of `java.util.ArrayList` {COERCION}')
        raise unreadable(self.java, value)


class MapOf(Kind):
    """A map from texts to one type."""

    def __init__(self, item: Kind | None = None) -> None:
        self._item = item
        self.java = f"java.util.LinkedHashMap<java.lang.String,{_inside(item or Kind())}>"

    def read(self, value: Any) -> Any:
        """The map."""
        if is_object(value):
            if self._item is None:
                return value
            return {key: None if item is None else self._item.read(item) for key, item in value.items()}
        if isinstance(value, str):
            if value:
                raise not_constructed("java.util.LinkedHashMap", value)
            raise fault(f'Cannot coerce empty String ("") to element of `java.util.LinkedHashMap` {COERCION}')
        raise unreadable(self.java, value)
