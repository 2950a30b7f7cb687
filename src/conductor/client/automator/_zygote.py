"""The process from which workers are forked, as the program sees it; and what it starts them with.

multiprocessing's forkserver runs much of the standard library in each process that it starts, and each page
of memory that this touches is shared no longer. A zygote takes the same orders, but has what all workers
share done before it forks. Where it cannot serve, the forkserver does.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import pickle
import socket
import sys
import threading
from multiprocessing import Pipe, forkserver, popen_forkserver, reduction, spawn, util
from multiprocessing.context import ForkServerContext, ForkServerProcess, set_spawning_popen
from typing import Any, ClassVar, TextIO

from conductor.client.automator._launch import Surroundings

_util: Any = util

logger = logging.getLogger(__name__)

READY = b"ready"
MOST_FILES = 16  # in one order
_MAIN = "from conductor.client.automator import _zygote_main; _zygote_main.main(%d)"


class ZygoteProcess(ForkServerProcess):
    """A process that is forked from the zygote where there is one, else from the forkserver."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - multiprocessing asks for it by this name
        zygote = running()
        return popen_forkserver.Popen(process_obj) if zygote is None else _Popen(process_obj, zygote)

    def run(self) -> None:
        """As of any process."""
        if _stdin:
            sys.stdin = _stdin[0]
        super().run()


class Context(ForkServerContext):
    """multiprocessing's, with this one's processes."""

    Process = ZygoteProcess


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


class _File:
    """A file that goes along with an order; pickled, and asked for its number in the new process."""

    def __init__(self, index: int) -> None:
        self._index = index

    def detach(self) -> int:
        """Its number in this process."""
        return _files[self._index]


_files: list[int] = []
_stdin: list[TextIO] = []


def empty_stdin() -> None:
    """In the zygote: open the empty stdin that multiprocessing would open in each of its processes."""
    _stdin.append(open(os.devnull, encoding="utf-8"))  # noqa: SIM115 - for good
    sys.stdin = None


class _Popen(popen_forkserver.Popen):
    """What multiprocessing keeps of a process that it has started."""

    DupFd: ClassVar[Any] = _File
    _fds: list[int]

    def __init__(self, process_obj: Any, zygote: Zygote) -> None:
        self._zygote = zygote
        super().__init__(process_obj)

    def _launch(self, process_obj: Any) -> None:
        order = io.BytesIO()
        set_spawning_popen(self)
        try:
            reduction.dump(self._zygote.changed(), order)
            _Pickler(order, self._zygote).dump(process_obj)
        finally:
            set_spawning_popen(None)
        self.sentinel, end = os.pipe()
        reader, writer = os.pipe()
        self.finalizer = _util.Finalize(self, _util.close_fds, (writer, self.sentinel))
        try:
            self._zygote.ask([reader, end, *self._fds])
        except OSError:
            self.finalizer()
            raise
        finally:
            os.close(reader)
            os.close(end)
        # The worker's parent_process() lives as long as the writer is open.
        with open(writer, "wb", closefd=False) as file:
            file.write(order.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


class _Pickler(reduction.ForkingPickler):
    """Leaves out what the zygote has."""

    def __init__(self, order: io.BytesIO, zygote: Zygote) -> None:
        super().__init__(order)
        self._zygote = zygote

    def persistent_id(self, obj: Any) -> str | None:
        """A name for it."""
        return "surroundings" if type(obj) is Surroundings and self._zygote.knows(obj) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, order: Any, around: Surroundings) -> None:
        super().__init__(order)
        self._around = around

    def persistent_load(self, pid: str) -> Surroundings:
        return self._around


def carry_out(order: int, files: list[int], around: Surroundings) -> int:
    """In the new process: become what the order says, and return its exit status."""
    _files[:] = files
    with open(order, "rb", closefd=False) as file:
        data = pickle.load(file)
        if data is not None:
            spawn.prepare(data)
        made: Any = _Unpickler(file, around).load()
    status: int = made._bootstrap(order)
    return status
