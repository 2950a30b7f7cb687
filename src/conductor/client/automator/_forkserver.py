"""Imported by the forkserver alone, before it serves: loads what every worker needs, and steadies the server.

What is loaded here is shared by all workers and costs none of them time: the SDK, what it uses of the
standard library, and the program's own modules where they can be forked (``_preload``).

A container's stop, or Ctrl-C, signals the whole group. A forkserver that died of it would leave the program
without news of its workers, while they still finish their tasks. So it ignores SIGTERM: it ends with the
program anyway. Its children, which may be the program's own, get the signal's default back.
"""

# What is imported here is meant for the forks.
# pyright: reportUnusedImport=false

from __future__ import annotations

import asyncio
import concurrent.futures
import dataclasses
import decimal
import encodings.idna
import gc
import json
import multiprocessing.popen_forkserver
import os
import signal
import ssl
import uuid

from conductor.client.automator import _child, _launch, _place, _preload, _task_wire, task_handler
from conductor.client.http.models import task, task_exec_log, task_result
from conductor.client.worker import _binding, _check, worker, worker_task

__all__ = [
    "_binding",
    "_check",
    "_child",
    "_launch",
    "_place",
    "_preload",
    "_task_wire",
    "asyncio",
    "concurrent",
    "dataclasses",
    "decimal",
    "encodings",
    "json",
    "multiprocessing",
    "ssl",
    "task",
    "task_exec_log",
    "task_handler",
    "task_result",
    "uuid",
    "worker",
    "worker_task",
]

_SERVER = os.getpid()


def _restore() -> None:
    if os.getppid() == _SERVER:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


_preload.carry_out()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.register_at_fork(after_in_child=_restore)
gc.collect()
gc.freeze()  # the collector of a worker would otherwise touch, and so copy, every page that it shares
