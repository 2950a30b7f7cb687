"""What deciding may know besides the execution itself."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple, Optional


class Facts(NamedTuple):
    """The moment, and look-ups that change nothing."""

    now: int
    new_id: Callable[[], str]
    task_def: Callable[[str], Optional["dict[str, Any]"]]
    latest_version: Callable[[str], Optional[int]]
