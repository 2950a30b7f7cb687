"""Imported by the standard library's forkserver alone, before it serves: loads what workers need, and
steadies it.

A container's stop, or Ctrl-C, signals the whole group. A forkserver that died of it would leave the program
without news of its workers, while they still finish their tasks. So it ignores SIGTERM: it ends with the
program anyway. Its children, which may be the program's own, get the signal's default back.
"""

# What is imported here is meant for the forks.
# pyright: reportUnusedImport=false

from __future__ import annotations

import asyncio
import os
import signal
import ssl

from conductor.client.automator import _warm

__all__ = ["asyncio", "ssl"]

_SERVER = os.getpid()


def _restore() -> None:
    if os.getppid() == _SERVER:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.register_at_fork(after_in_child=_restore)
_warm.settle()
