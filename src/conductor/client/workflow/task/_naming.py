"""Reference names for the tasks that nobody named: the same program always gets the same names."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from conductor.client.workflow.task._making import current

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60


def unique(name: str) -> str:
    """The name, with a number where the definition in the making has given it before."""
    making = current()
    return name if making is None else making.unique(name)


def fork_name(first_references: Iterable[str]) -> str:
    """A name for a fork, made of the references that its branches begin with."""
    name = "forked_" + re.sub(r"[^A-Za-z0-9_]", "_", "_".join(first_references))
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}_{zlib.crc32(name.encode()):08x}"
