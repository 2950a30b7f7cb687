"""A worker's process that is forked from the zygote, and the order that makes it one.

In every other way it is one of multiprocessing's forkserver, which starts it where there is no zygote.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
from multiprocessing import forkserver, popen_forkserver, reduction, spawn, util
from multiprocessing.context import ForkServerContext, ForkServerProcess, set_spawning_popen
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

from conductor.client.automator import _zygote
from conductor.client.automator._launch import Surroundings

if TYPE_CHECKING:
    from conductor.client.automator._zygote import Zygote

_util: Any = util


class ZygoteProcess(ForkServerProcess):
    """A process that is forked from the zygote where there is one, else from the forkserver."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - multiprocessing asks for it by this name
        zygote = _zygote.running()
        return popen_forkserver.Popen(process_obj) if zygote is None else _Popen(process_obj, zygote)

    def run(self) -> None:
        """As of any process."""
        if _stdin:
            sys.stdin = _stdin[0]
        super().run()


class Context(ForkServerContext):
    """multiprocessing's, with this one's processes."""

    Process = ZygoteProcess


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
