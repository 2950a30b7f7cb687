"""The process from which workers are forked, as the program sees it.

multiprocessing's forkserver runs much of the standard library in each process that it starts, and each page
of memory that this touches is shared no longer. A zygote takes the same orders, but has what all workers
share done before it forks. Where it cannot serve, the forkserver does.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import socket
import threading
from multiprocessing import Pipe, spawn, util
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.automator._launch import Surroundings

_util: Any = util

logger = logging.getLogger(__name__)

READY = b"ready"
MOST_FILES = 16  # in one order
_MAIN = "from conductor.client.automator import _zygote_main; _zygote_main.main(%d)"


class Zygote:
    """Starts the process, and returns while it still imports ``modules`` and the main script."""

    def __init__(self, modules: list[str], around: Surroundings) -> None:
        self.owner = os.getpid()
        self._data = preparation()
        self._around = pickle.dumps(around)
        self._lock = threading.Lock()
        self._answer: bytes | None = None
        self._line, theirs = Pipe()
        with theirs:
            command = spawn.get_command_line()
            code = command.index("-c") + 1
            command[code:] = [_MAIN % theirs.fileno()]
            self._pid = _util.spawnv_passfds(spawn.get_executable(), command, [theirs.fileno()])
        with contextlib.suppress(OSError):  # it is gone already: no answer says so
            self._line.send((self._data, modules, self._around))

    def ready(self) -> bool:
        """Whether it serves: waits until it has imported everything."""
        with self._lock:
            if self._answer is None:
                try:
                    self._answer = self._line.recv_bytes()
                except (EOFError, OSError):
                    self._answer = b""
                if self._answer != READY:
                    logger.debug("No zygote: %s", self._answer.decode(errors="replace") or "it has ended")
                    self.leave()
        return self._answer == READY

    def ask(self, files: list[int]) -> None:
        """Let it fork. Raises OSError when it is gone."""
        try:
            with socket.fromfd(self._line.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as line:
                socket.send_fds(line, [b"+"], files)
        except OSError:
            self._answer = b""
            self.leave()
            raise

    def changed(self) -> dict[str, Any] | None:
        """What a worker has to know of the program now, where it is not what the zygote was told."""
        data = preparation()
        return None if data == self._data else data

    def knows(self, around: Surroundings) -> bool:
        """Whether it has the same."""
        return pickle.dumps(around) == self._around

    def leave(self) -> None:
        """Hang up: its process ends."""
        self._line.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, os.WNOHANG)


_known: list[Zygote] = []


def start(modules: list[str], around: Surroundings) -> None:
    """Start the zygote of this program, unless one runs. Without one, the forkserver serves."""
    if running() is None:
        try:
            _known[:] = [Zygote(modules, around)]
        except OSError as error:  # no memory, no process number left …
            logger.debug("No zygote: %s", error)


def running() -> Zygote | None:
    """The zygote that serves this program: not that of a program which this one was forked from."""
    for zygote in _known:
        if zygote.owner == os.getpid() and zygote.ready():
            return zygote
    return None


def preparation() -> dict[str, Any]:
    """What multiprocessing tells a new process of the program: path, arguments, folder, main script."""
    data: dict[str, Any] = spawn.get_preparation_data("")
    del data["name"]
    data["authkey"] = bytes(data["authkey"])  # the key itself is pickled for a new process only
    return data
