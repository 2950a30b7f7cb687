"""Whether workers run in processes of their own or in threads of this one."""

from __future__ import annotations

import logging
import os

logger = logging.getLogger(__name__)

ISOLATION_PROCESS = "process"
ISOLATION_THREAD = "thread"
WORKER_ISOLATION_ENV = "CONDUCTOR_WORKER_ISOLATION"

_complained: set[str] = set()
_forced: list[str] = []


def isolation_mode() -> str:
    """Return what CONDUCTOR_WORKER_ISOLATION says: ``process`` (also by default) or ``thread``."""
    if _forced:
        return _forced[-1]
    text = os.environ.get(WORKER_ISOLATION_ENV, "").strip().lower()
    if text in ("", ISOLATION_PROCESS, ISOLATION_THREAD):
        return text or ISOLATION_PROCESS
    if text not in _complained:
        _complained.add(text)
        logger.warning("%s is %r; it can be process or thread, process applies", WORKER_ISOLATION_ENV, text)
    return ISOLATION_PROCESS


def apply_thread_isolation() -> None:
    """Let every TaskHandler made from now on run its workers in threads of this process."""
    _forced[:] = [ISOLATION_THREAD]
