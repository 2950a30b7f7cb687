"""SIGINT and SIGTERM as an event, for commands that wait."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

STOP = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def until_told_to_stop(heard: Callable[[int], None] | None = None) -> Generator[threading.Event]:
    """Yield an event that SIGINT and SIGTERM set; ``heard`` is called with each signal's number.

    The handlers that were there before come back at the end.
    """
    told = threading.Event()

    def hear(number: int, _frame: object) -> None:
        told.set()
        if heard is not None:
            heard(number)

    before = {number: signal.signal(number, hear) for number in STOP}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
