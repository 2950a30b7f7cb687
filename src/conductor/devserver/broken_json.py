"""Reading a JSON text that breaks off: what stands before that place, and the real server's words for it."""

from __future__ import annotations

import json
import re
from math import isinf
from typing import Any

from conductor.devserver.refusal import ServerFault

_VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
_SOURCE = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {}]"
_FEATURE = "`JsonReadFeature."
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_WORD = re.compile(r"[^\W]\w*")
_DEEPEST = 1000


def double(text: str) -> float | str:
    """What is too large for a double is a text, as a script's infinity is: no JSON number can say it."""
    number = float(text)
    if not isinf(number):
        return number
    return "Infinity" if number > 0 else "-Infinity"


_DECODER = json.JSONDecoder(parse_float=double)
#: What the refusal of a body begins with.
PARSE_ERROR = "JSON parse error: "


def fault(message: str) -> ServerFault:
    """The refusal of a body, in the words of the real server's parser and mapper."""
    return ServerFault(f"{PARSE_ERROR}{message}")


class Broken:
    """Stands where the text stopped being JSON; whoever reads it says why."""

    def __init__(self, message: str) -> None:
        self.message = message

    def fault(self) -> ServerFault:
        """The refusal."""
        return fault(self.message)


class Stop(Exception):
    """The text cannot be read any further."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def too_deep() -> str:
    """What is said of values inside each other without end."""
    return (
        f"Document nesting depth ({_DEEPEST + 1}) exceeds the maximum allowed ({_DEEPEST}, from "
        "`StreamReadConstraints.getMaxNestingDepth()`)"
    )


def skip_space(text: str, at: int) -> int:
    """Where the blanks end."""
    match = _SPACE.match(text, at)
    return at if match is None else match.end()


def _shown(letter: str) -> str:
    code = ord(letter)
    if code < 32 or 127 <= code < 160:
        return f"(CTRL-CHAR, code {code})"
    return f"'{letter}' (code {code})" if code <= 255 else f"'{letter}' (code {code} / 0x{code:x})"


def _unexpected(letter: str) -> str:
    return f"Unexpected character ({_shown(letter)})"


class Reader:
    """Reads a text that is known to break off somewhere."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[tuple[str, int]] = []
        self.broken: Broken | None = None

    def root(self, at: int) -> Any:
        """The value that begins at a place. :raises Stop: nothing of it can be read."""
        if at >= len(self._text):
            raise Stop("No content to map due to end-of-input")
        value, end = self._value(at)
        rest = self._text[end : end + 1]
        if self.broken is None and isinstance(value, (int, float)) and rest and not rest.isspace():
            raise Stop(f"{_unexpected(rest)}: Expected space separating root-level values")
        return value

    def _value(self, at: int) -> tuple[Any, int]:
        letter = self._text[at]
        if letter == "{":
            return self._inside("Object", at)
        if letter == "[":
            return self._inside("Array", at)
        if letter == '"':
            return self._string(at, "VALUE_STRING")
        match = _NUMBER.match(self._text, at)
        if match is not None:
            self._check_number(match)
            return _DECODER.raw_decode(match.group())[0], match.end()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self._text.startswith(word, at) and not _part_of_word(
                self._text[at + len(word) : at + len(word) + 1]
            ):
                return value, at + len(word)
        raise Stop(self._no_value(at))

    def _no_value(self, at: int) -> str:
        letter = self._text[at]
        for word in ("NaN", "Infinity", "-Infinity", "+Infinity"):
            if self._text.startswith(word, at):
                return f"Non-standard token '{word}': enable {_FEATURE}ALLOW_NON_NUMERIC_NUMBERS` to allow"
        token = _WORD.match(self._text, at)
        if token is not None:
            return f"Unrecognized token '{token.group()}': was expecting {_VALUES}"
        if letter in "}]":
            if self._open and (self._open[-1][0] == "Object" or letter == "]"):
                return f"{_unexpected(letter)}: expected a value"
            return self._mismatch(letter)
        if letter == ",":
            return f"{_unexpected(letter)}: expected a value"
        if letter == "/":
            return (
                f"{_unexpected(letter)}: maybe a (non-standard) comment? (not recognized as one "
                "since Feature 'ALLOW_COMMENTS' not enabled for parser)"
            )
        if letter == "+":
            return (
                f"{_unexpected(letter)} in numeric value: JSON spec does not allow numbers to have plus "
                f"signs: enable {_FEATURE}ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow"
            )
        if letter == "-":
            named = _WORD.match(self._text, at + 1)
            if named is not None and named.group().startswith("I"):
                return f"Unrecognized token '-{named.group()}': was expecting {_VALUES}"
            following = self._text[at + 1 : at + 2]
            if not following:
                return self._ended()
            return (
                f"{_unexpected(following)} in numeric value: expected digit (0-9) to follow "
                "minus sign, for valid numeric value"
            )
        if ord(letter) < 32:
            return (
                f"Illegal character ({_shown(letter)}): only regular white space (\\r, \\n, \\t) is allowed "
                "between tokens"
            )
        return f"{_unexpected(letter)}: expected a valid value {_VALUES}"

    def _check_number(self, match: re.Match[str]) -> None:
        whole = match.group().lstrip("-").split(".")[0].split("e")[0].split("E")[0]
        if len(whole) > 1 and whole[0] == "0":
            raise Stop("Invalid numeric value: Leading zeroes not allowed")
        after = self._text[match.end() : match.end() + 1]
        if after == "." and match.group(1) is None and match.group(2) is None:
            what = self._text[match.end() + 1 : match.end() + 2] or " "
            raise Stop(f"{_unexpected(what)} in numeric value: Decimal point not followed by a digit")
        if after in ("e", "E") and match.group(2) is None:
            what = self._text[match.end() + 1 :].lstrip("+-")[:1] or " "
            raise Stop(f"{_unexpected(what)} in numeric value: Exponent indicator not followed by a digit")

    def _string(self, at: int, what: str) -> tuple[str, int]:
        end = at + 1
        while True:
            letter = self._text[end : end + 1]
            if not letter:
                raise Stop(f"Unexpected end-of-input in {what}")
            if letter == '"':
                break
            if ord(letter) < 32:
                raise Stop(
                    f"Illegal unquoted character ({_shown(letter)}): has to be escaped using backslash to be "
                    f"included in {'string value' if what == 'VALUE_STRING' else 'name'}"
                )
            end += self._escape(end) if letter == "\\" else 1
        return json.loads(self._text[at : end + 1]), end + 1

    def _escape(self, at: int) -> int:
        kind = self._text[at + 1 : at + 2]
        if not kind:
            raise Stop("Unexpected end-of-input in character escape sequence")
        if kind != "u":
            if kind not in '"\\/bfnrt':
                raise Stop(f"Unrecognized character escape {_shown(kind)}")
            return 2
        for place in range(at + 2, at + 6):
            digit = self._text[place : place + 1]
            if not digit:
                raise Stop("Unexpected end-of-input in character escape sequence")
            if digit not in "0123456789abcdefABCDEF":
                raise Stop(f"{_unexpected(digit)}: expected a hex-digit for character escape sequence")
        return 6

    def _inside(self, kind: str, at: int) -> tuple[Any, int]:
        """An object or a list; what could not be read is its last member."""
        members: dict[str, Any] = {}
        items: list[Any] = []
        self._open.append((kind, at))
        if len(self._open) > _DEEPEST:
            raise Stop(too_deep())
        closing = "}" if kind == "Object" else "]"
        at = skip_space(self._text, at + 1)
        name = ""
        try:
            while self._text[at : at + 1] != closing:
                if members or items:
                    at = self._comma(kind, at)
                elif at >= len(self._text):
                    raise Stop(self._ended())
                if kind == "Object":
                    name, at = self._name(at)
                    members[name], at = self._value(at)
                else:
                    if self._text[at] == "}" and not items:
                        raise Stop(self._mismatch("}"))
                    item, at = self._value(at)
                    items.append(item)
                if self.broken is not None:
                    break
                at = skip_space(self._text, at)
        except Stop as stop:
            self.broken = Broken(stop.message)
            members[name] = self.broken
            items.append(self.broken)
        self._open.pop()
        return (members if kind == "Object" else items), at + 1

    def _comma(self, kind: str, at: int) -> int:
        letter = self._text[at : at + 1]
        if not letter:
            raise Stop(self._ended())
        if letter in "}]":
            raise Stop(self._mismatch(letter))
        if letter != ",":
            raise Stop(f"{_unexpected(letter)}: was expecting comma to separate {kind} entries")
        at = skip_space(self._text, at + 1)
        if at >= len(self._text):
            raise Stop(f"Unexpected end-of-input within/between {kind} entries")
        return at

    def _name(self, at: int) -> tuple[str, int]:
        letter = self._text[at]
        if letter == "]":
            raise Stop(self._mismatch(letter))
        if letter != '"':
            raise Stop(f"{_unexpected(letter)}: was expecting double-quote to start field name")
        name, at = self._string(at, "field name")
        at = skip_space(self._text, at)
        letter = self._text[at : at + 1]
        if letter and letter != ":":
            raise Stop(f"{_unexpected(letter)}: was expecting a colon to separate field name and value")
        at = skip_space(self._text, at + 1)
        if at >= len(self._text):
            raise Stop("Unexpected end-of-input within/between Object entries")
        return name, at

    def _place(self, at: int) -> str:
        line = self._text.count("\n", 0, at) + 1
        return _SOURCE.format(f"{line}, column: {at - self._text.rfind(chr(10), 0, at)}")

    def _ended(self) -> str:
        kind, at = self._open[-1] if self._open else ("root", 0)
        return (
            f"Unexpected end-of-input: expected close marker for {kind} (start marker at {self._place(at)})"
        )

    def _mismatch(self, letter: str) -> str:
        if not self._open:
            return (
                f"Unexpected close marker '{letter}': expected ']' (for root starting at {_SOURCE.format(1)})"
            )
        kind, at = self._open[-1]
        wanted = "}" if kind == "Object" else "]"
        opened = f"(for {kind} starting at {self._place(at)})"
        return f"Unexpected close marker '{letter}': expected '{wanted}' {opened}"


def _part_of_word(letter: str) -> bool:
    return letter.isalnum() or letter in ("_", "$") if letter else False
