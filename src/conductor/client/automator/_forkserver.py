"""Imported by the forkserver alone, before it serves: loads what every worker needs, and steadies the server.

A container's stop, or Ctrl-C, signals the whole group. A forkserver that died of it would leave the program
without news of its workers, while they still finish their tasks. So it ignores SIGTERM: it ends with the
program anyway. Its children, which may be the program's own, get the signal's default back.
"""

from __future__ import annotations

import os
import signal

from conductor.client.automator import _child

__all__ = ["_child"]

_SERVER = os.getpid()


def _restore() -> None:
    if os.getppid() == _SERVER:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.register_at_fork(after_in_child=_restore)
