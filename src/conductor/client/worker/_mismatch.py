"""A value in a task's input that is not what the worker function asks for."""

from __future__ import annotations

from typing import Any


class Mismatch(Exception):
    """``expected`` was asked for, ``got`` is there; ``path`` says where, filled in on the way up."""

    def __init__(self, expected: str, got: Any, detail: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.got = got
        self.detail = detail
        self.path = ""

    def inside(self, key: object) -> Mismatch:
        """Put the member ``key`` before the path."""
        step = f"[{key}]" if isinstance(key, int) else f".{key}"
        self.path = step + self.path
        return self

    def __str__(self) -> str:
        text = f"expected {self.expected}, got {self.describe_got()}"
        return f"{text} ({self.detail})" if self.detail else text

    def without_value(self, text: str) -> str:
        """A text that names this, for the log: what was expected and the kind of what was there, no more."""
        return text.replace(str(self), f"expected {self.expected}, got {self._kind()}")

    def describe_got(self) -> str:
        """The type of what was there and, where it is short, its text."""
        if self.got is None or isinstance(self.got, (dict, list)):
            return self._kind()
        shown = repr(self.got)
        return f"{self._kind()} {shown}" if len(shown) <= 60 else self._kind()

    def _kind(self) -> str:
        kinds = {
            "NoneType": "null",
            "str": "text",
            "dict": "an object",
            "list": "a list",
            "bool": "boolean",
            "int": "number",
            "float": "number",
        }
        name = type(self.got).__name__
        return kinds.get(name, name)
