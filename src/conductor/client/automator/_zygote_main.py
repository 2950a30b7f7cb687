"""The main program of the zygote: imports what the program imports, once, and forks the workers from that.

A forkserver such as the standard library's, for these workers alone. Between two forks it touches next to
nothing: each page of memory that it writes to is one that it shares with its workers no longer.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import socket
import sys
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from conductor.client.automator import _preload, _rehearsal, _warm, _zygote, _zygote_process

if TYPE_CHECKING:
    from conductor.client.automator._launch import Surroundings


def main(number: int) -> None:
    """Do as the program says on the connection with this file number, until the program is gone."""
    program: Connection[Any, Any] = Connection(number)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    data, modules, pickled = program.recv()
    around: list[Surroundings] = []
    why = _unwatchable() or _preload.imported(data, modules, lambda: around.append(pickle.loads(pickled)))
    if why is None:
        # A container's stop signals the whole group: what tells of the workers must outlive them.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        around[0].apply()
        _zygote_process.empty_stdin()
        _rehearsal.rehearse()
        program.send_bytes(_zygote.READY)
        _Server(socket.socket(fileno=number), around[0]).serve()
    else:
        program.send_bytes(why.encode())
    _flush()
    os._exit(0)  # what the program's modules do at exit is the program's to do


def _unwatchable() -> str | None:
    """Why the ends of other processes cannot be seen here: an old kernel, or a container that forbids it."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError) as error:
        return f"processes cannot be watched: {error}"
    return None


class _Server:
    """Forks a worker for each word of the program, and tells how it ended."""

    def __init__(self, program: socket.socket, around: Surroundings) -> None:
        self._program = program
        self._around = around
        self._workers: dict[int, tuple[int, int]] = {}  # by what tells their end: process id, who is told
        self._poll = select.poll()
        self._poll.register(self._program, select.POLLIN)

    def serve(self) -> None:
        """Until the program closes its end."""
        _warm.settle()
        _flush()  # what the imports have printed: each worker would print it again
        while True:
            for number, _ in self._poll.poll():
                if number in self._workers:
                    self._bury(number)
                elif not self._obey():
                    return

    def _obey(self) -> bool:
        data, files, _, _ = socket.recv_fds(self._program, 1, _zygote.MOST_FILES, socket.MSG_CMSG_CLOEXEC)
        if data:
            order, end, *others = files
            try:
                pid = os.fork()
            except OSError:  # no memory, no process number left: the program sees that nobody answers
                os.close(end)
            else:
                if pid == 0:
                    self._become_worker(order, end, others)
                self._watch(pid, end)
            for number in (order, *others):
                os.close(number)
        return bool(data)

    def _watch(self, pid: int, end: int) -> None:
        _tell(end, pid)
        watch = os.pidfd_open(pid)
        self._poll.register(watch, select.POLLIN)
        self._workers[watch] = pid, end

    def _bury(self, watch: int) -> None:
        pid, end = self._workers.pop(watch)
        self._poll.unregister(watch)
        os.close(watch)
        _tell(end, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        os.close(end)

    def _become_worker(self, order: int, end: int, files: list[int]) -> None:
        code = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.close(self._program.detach())
            os.close(end)
            for watch, (_, other) in self._workers.items():
                os.close(watch)
                os.close(other)
            code = _zygote_process.carry_out(order, files, self._around)
        except BaseException as error:  # noqa: BLE001 - nothing may get back into the server's loop
            sys.excepthook(type(error), error, error.__traceback__)
        finally:
            _flush()
            os._exit(code)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or none
            stream.flush()


def _tell(end: int, number: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # the program is gone: the socket tells
        forkserver.write_signed(end, number)
