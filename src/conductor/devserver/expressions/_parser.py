"""Parse the text of a JSONPath into steps."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from conductor.devserver.expressions._filters import Filter, parse_filter
from conductor.devserver.expressions._functions import Call
from conductor.devserver.expressions._scanning import closing, split_arguments
from conductor.devserver.expressions._steps import (
    Descendants,
    Indexes,
    InvalidPath,
    Names,
    Path,
    Slice,
    Step,
    Wildcard,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*""", re.DOTALL)
_NAME = re.compile(r"[^.\[(\s]+")
_WHOLE_NUMBERS = re.compile(r"[-\d,:\s]+\Z")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def parse_path(text: str) -> Path:
    """Parse a path; a leading ``$.`` may be left out. Raises InvalidPath."""
    if not text.strip():
        raise InvalidPath("Path is empty")
    if text.strip()[0] not in "$@":
        text = "$." + text  # Server: so `${ workflow.input.x }` is no path (expr_shapes).
    text = text.strip()
    if text.endswith("."):
        raise InvalidPath("Path must not end with a '.' or '..'")
    return Path(_Parser(text).steps(), from_root=text[0] == "$")


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 1

    def steps(self) -> list[Step]:
        steps: list[Step] = []
        text = self.text
        if len(text) > 1 and text[1] not in ".[":
            raise InvalidPath(f"Illegal character at position 1 expected '.' or '[' in {text}")
        while self.place < len(text):
            if self.place == len(text) - 1 and text[self.place] == "[" and steps:
                break  # Server: a bracket left open as the last character is not looked at.
            if text.startswith("..", self.place):
                self.place += 2
                steps.append(Descendants(self.step()))
            else:
                if text[self.place] == ".":
                    self.place += 1
                steps.append(self.step())
            if isinstance(steps[-1], Filter):
                steps[-1].strict = Path([*steps[:-1], Names([])]).definite
        return steps

    def step(self) -> Step:
        if self.place >= len(self.text):
            raise InvalidPath(f"Path ends too early: {self.text}")
        current = self.text[self.place]
        if current == "[":
            return self.bracket()
        if current == "*":
            self.place += 1
            return Wildcard()
        return self.name_or_call()

    def name_or_call(self) -> Step:
        match = _NAME.match(self.text, self.place)
        if match is None:
            raise InvalidPath(f"Could not parse token starting at position {self.place} of {self.text}")
        self.place = match.end()
        following = self.text[self.place : self.place + 1]
        if following.isspace():
            raise InvalidPath("Use bracket notation ['my prop'] if your property contains blank characters")
        if following != "(":
            return Names([match.group()])
        end = closing(self.text, self.place)
        if end < 0:
            raise InvalidPath(f"Arguments to function: '{match.group()}' are not closed properly.")
        inside = self.text[self.place + 1 : end]
        self.place = end + 1
        # Server: after () nothing is looked at, so items.length().x gives the length.
        return Call(match.group(), list(_arguments(inside)), final=not inside)

    def bracket(self) -> Step:
        end = closing(self.text, self.place)
        if end < 0:
            raise InvalidPath(f"Property has not been closed - missing closing ] in {self.text}")
        inside = self.text[self.place + 1 : end].strip()
        self.place = end + 1
        if inside == "*":
            return Wildcard()
        if inside[:1] in ("'", '"'):
            return Names(_quoted_names(inside))
        if inside.startswith("?") and inside[1:].strip().startswith("("):
            return parse_filter(inside[1:].strip(), parse_path)
        if _WHOLE_NUMBERS.match(inside):
            return _numbers(inside)
        raise InvalidPath(f"Could not parse [{inside}]. Expected ?, ', 0-9, *")


def _quoted_names(text: str) -> list[str]:
    names: list[str] = []
    place = 0
    while True:
        match = _QUOTED.match(text, place)
        if match is None:
            raise InvalidPath(f"Property must be separated by comma or Property must be terminated: [{text}]")
        quoted = match.group(1) if match.group(1) is not None else match.group(2)
        names.append(_ESCAPE.sub(r"\1", quoted))
        place = match.end()
        if place == len(text):
            return names
        if text[place] != ",":
            raise InvalidPath(f"Property must be separated by comma: [{text}]")
        place += 1


def _numbers(text: str) -> Step:
    try:
        if ":" not in text:
            return Indexes([int(number) for number in text.split(",")])
        # Server: what follows a second colon is not looked at.
        start, stop = [int(bound) if bound.strip() else None for bound in text.split(":")[:2]]
    except ValueError:
        raise InvalidPath(f"Failed to parse [{text}]") from None
    if start is None and stop is None:
        raise InvalidPath(f"Failed to parse SliceOperation: {text}")
    return Slice(start, stop)


def _arguments(text: str) -> Iterator[Any]:
    """The arguments that are JSON or paths. Server: others, as texts in single quotes, are passed over."""
    for part in split_arguments(text):
        if part[:1] in ("$", "@"):
            yield parse_path(part)
        elif part[:1] in ("{", '"', "-") or part[:1].isdigit():
            try:
                yield json.loads(part)
            except ValueError:
                raise InvalidPath(f"Function argument is no JSON: {part}") from None
