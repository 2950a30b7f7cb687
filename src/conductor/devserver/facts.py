"""What deciding may know besides the execution itself."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple


class Facts(NamedTuple):
    """The moment, and look-ups that change nothing."""

    now: int
    new_id: Callable[[], str]
    task_def: Callable[[str], dict[str, Any] | None]
    latest_version: Callable[[str], int | None]
