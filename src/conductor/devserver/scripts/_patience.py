"""What takes long happens where others need not wait for it."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from collections.abc import Generator

_here = threading.local()


@contextmanager
def stepping_aside(aside: Callable[[], AbstractContextManager[Any]]) -> Generator[None, None, None]:
    """Within this block, and thread, what takes long is done within ``aside()``."""
    before = getattr(_here, "aside", None)
    _here.aside = aside
    try:
        yield
    finally:
        _here.aside = before


def aside() -> AbstractContextManager[Any]:
    """Where what takes long is to be done."""
    found: Callable[[], AbstractContextManager[Any]] | None = getattr(_here, "aside", None)
    return nullcontext() if found is None else found()
