"""``${…}``: how a definition names a value that exists only when the workflow runs."""

from __future__ import annotations

import re

_PLAIN_STEP = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*").fullmatch


class Reference:
    """A value of a running workflow, told as text: ``str(task.output.a.b)`` is ``${ref.output.a.b}``.

    A further attribute or ``[index]`` steps deeper. A call with a JSON path gives the text at once:
    ``task.output("a.b[0]")``. Names that begin with an underscore are no steps: use ``["_name"]``.
    """

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def __call__(self, json_path: str | None = None) -> str:
        return expression(self._path, json_path)

    def __getattr__(self, name: str) -> Reference:
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return Reference(f"{self._path}.{name}")

    def __getitem__(self, step: str | int) -> Reference:
        if isinstance(step, int):
            return Reference(f"{self._path}[{step}]")
        return Reference(f"{self._path}.{step}" if _PLAIN_STEP(step) else f"{self._path}['{step}']")

    # `[…]` alone would make it iterable, and endless.
    __iter__ = None

    def __str__(self) -> str:
        return expression(self._path)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return f"Reference({str(self)!r})"

    def __add__(self, other: object) -> str:
        return f"{self}{other}"

    def __radd__(self, other: object) -> str:
        return f"{other}{self}"

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, (str, Reference)) else NotImplemented

    def __hash__(self) -> int:
        return hash(str(self))


def expression(path: str, json_path: str | None = None) -> str:
    """The text that the server replaces by the value at ``path``, or by what is at ``json_path`` below it."""
    if json_path is None:
        return "${" + path + "}"
    return "${" + path + ("" if json_path.startswith("[") else ".") + json_path + "}"
