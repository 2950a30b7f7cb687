"""Reference names for the tasks that nobody named: the same program always gets the same names."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_used: ContextVar[Counter[str] | None] = ContextVar("reference names given in this definition", default=None)
_LONGEST = 60


class definition:  # noqa: N801  # reads as a statement: `with definition():`
    """One definition: within it no name is given twice."""

    def __enter__(self) -> None:
        self._before = _used.set(Counter())

    def __exit__(self, *_error: object) -> None:
        _used.reset(self._before)


def unique(name: str) -> str:
    """The name, with a number where this definition has given it before."""
    used = _used.get()
    if used is None:
        return name
    used[name] += 1
    return name if used[name] == 1 else f"{name}_{used[name]}"


def fork_name(first_references: Iterable[str]) -> str:
    """A name for a fork, made of the references that its branches begin with."""
    name = "forked_" + re.sub(r"[^A-Za-z0-9_]", "_", "_".join(first_references))
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}_{zlib.crc32(name.encode()):08x}"
