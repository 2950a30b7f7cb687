"""Room for recursion: values that are nested deeper than Python's usual thousand calls reach."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Lock, local
from typing import TYPE_CHECKING, Any, Callable, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator

T = TypeVar("T")

_ROOM = 6_000  # calls: what an ordinary stack of 8 MB holds on every Python
_lock = Lock()
_users = 0
_usual = 0
_thread = local()


def deeply(function: Callable[..., T], *arguments: Any) -> T:
    """``function(*arguments)``; where it runs out of calls, once more with six times the room.

    It must do nothing that cannot be done twice. Raises RecursionError where that is too little, too.
    """
    try:
        return function(*arguments)
    except RecursionError:
        # Not by the limit as it is now: another thread may have raised it, or set it back, in between.
        if getattr(_thread, "has_room", False):
            raise
    with _more_room():
        return function(*arguments)


@contextmanager
def _more_room() -> Generator[None, None, None]:
    """The limit is the whole process's: the first that needs more raises it, the last sets it back."""
    global _users, _usual
    with _lock:
        if not _users:
            _usual = sys.getrecursionlimit()
            sys.setrecursionlimit(max(_usual, _ROOM))
        _users += 1
    _thread.has_room = True
    try:
        yield
    finally:
        _thread.has_room = False
        with _lock:
            _users -= 1
            if not _users:
                sys.setrecursionlimit(_usual)
