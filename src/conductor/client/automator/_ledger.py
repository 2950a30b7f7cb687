"""Which tasks a worker's process holds, written where the parent can read it when that process is dead.

A small file, mapped by both. Writing an entry costs about a microsecond, so every task is entered before its
function is called and struck out when the server has its result.
"""

from __future__ import annotations

import contextlib
import logging
import mmap
import os
import struct
import tempfile
import time
from typing import Callable, NamedTuple

logger = logging.getLogger(__name__)

_HEAD = struct.Struct("=dd")  # pulse; until when the poll loop may be silent
_ROW = 256
_FAR = 1e18
_SHARED_MEMORY = "/dev/shm"  # there also where nothing else can be written to


class Held(NamedTuple):
    """A task that was taken and not reported."""

    task_id: str
    workflow_id: str
    poll_count: int


class Ledger:
    """The table of one worker. ``rows`` is how many tasks it can hold; one more is not entered."""

    def __init__(self, path: str, rows: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self.rows = rows
        self._clock = clock
        file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            self._map = mmap.mmap(file, _HEAD.size + rows * _ROW)
        finally:
            os.close(file)
        self._free = list(range(rows - 1, -1, -1))

    @classmethod
    def create(cls, rows: int) -> Ledger:
        """Make the file of a new ledger. Raises OSError where there is no room for it."""
        size = _HEAD.size + rows * _ROW
        problem: OSError | None = None
        for folder in (None, _SHARED_MEMORY):
            try:
                made = cls(_new_file(folder, size), rows)
            except OSError as error:  # a container whose file system is read-only, a full disk
                problem = problem or error
                continue
            if isinstance(problem, FileNotFoundError) and tempfile.tempdir is None:
                logger.warning("%s: temporary files go to %s", problem.strerror, folder)
                tempfile.tempdir = folder  # multiprocessing needs one, too
            return made
        raise OSError(
            f"a worker needs {size} bytes in a temporary file, and there is no room ({problem}): "
            "let TMPDIR name a folder that can be written to"
        )

    def enter(self, held: Held) -> int | None:
        """Enter a task; the answer strikes it out. None: the table is full."""
        try:
            row = self._free.pop()
        except IndexError:
            return None
        text = f"{held.task_id}\0{held.workflow_id}\0{held.poll_count}".encode()[: _ROW - 2]
        at = _HEAD.size + row * _ROW
        self._map[at + 1 : at + 2 + len(text)] = bytes((len(text),)) + text
        self._map[at] = 1  # last: a row is whole, or it is not there
        return row

    def strike(self, row: int | None) -> None:
        """The server has its result: forget it."""
        if row is not None:
            self._map[_HEAD.size + row * _ROW] = 0
            self._free.append(row)

    def held(self) -> list[Held]:
        """The tasks that are entered."""
        found: list[Held] = []
        for row in range(self.rows):
            at = _HEAD.size + row * _ROW
            if self._map[at]:
                size = self._map[at + 1]
                parts = bytes(self._map[at + 2 : at + 2 + size]).decode(errors="replace").split("\0")
                if len(parts) == 3:
                    found.append(Held(parts[0], parts[1], int(parts[2]) if parts[2].isdigit() else 0))
        return found

    def pulse(self) -> None:
        """The process lives."""
        _, until = _HEAD.unpack_from(self._map)
        _HEAD.pack_into(self._map, 0, self._clock(), until)

    def expect(self, seconds: float | None) -> None:
        """The poll loop will be heard of within ``seconds``; None: it has nothing to do until a slot is
        free.
        """
        struct.pack_into("=d", self._map, 8, _FAR if seconds is None else self._clock() + seconds)

    def silence(self) -> tuple[float, float]:
        """Seconds since the last pulse, and seconds by which the poll loop is overdue (0: it is not)."""
        pulse, until = _HEAD.unpack_from(self._map)
        now = self._clock()
        return (now - pulse if pulse else 0.0), (max(0.0, now - until) if until else 0.0)

    def clear(self) -> None:
        """Make it new for the next process."""
        self._map[:] = bytes(len(self._map))
        self._free = list(range(self.rows - 1, -1, -1))

    def close(self) -> None:
        """Unmap it."""
        self._map.close()

    def remove(self) -> None:
        """Unmap it and delete its file."""
        with contextlib.suppress(ValueError, BufferError):
            self._map.close()
        with contextlib.suppress(OSError):
            os.unlink(self.path)


def _new_file(folder: str | None, size: int) -> str:
    """Make a file of zeros, all of it: on a full disk who writes to the map of a hole would be killed."""
    number, path = tempfile.mkstemp(prefix="conductor-worker-", suffix=".ledger", dir=folder)
    try:
        with open(number, "wb") as file:
            file.write(bytes(size))
    except OSError:
        os.unlink(path)
        raise
    return path


class NoLedger:
    """Nothing is written: the worker lives in the process that would read it."""

    def enter(self, held: Held) -> int | None:
        """Nothing."""
        return None

    def strike(self, row: int | None) -> None:
        """Nothing."""

    def expect(self, seconds: float | None) -> None:
        """Nothing."""

    def pulse(self) -> None:
        """Nothing."""
