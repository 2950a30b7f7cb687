"""Log records from the workers' processes to the program, for handlers that only the program has."""

from __future__ import annotations

import contextlib
import logging
import pickle
import select
import sys
import threading
import time
from multiprocessing import Pipe, connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

logger = logging.getLogger(__name__)

_PATIENCE = 1.0  # seconds that a worker waits for a program that reads nothing
_FORMAT = "%(asctime)s [%(process)d] %(name)-12s %(levelname)-8s %(message)s"


class ToProgram(logging.Handler):
    """A worker's handler: sends each record to the program; to stderr when that is gone or does not read."""

    def __init__(self, road: Connection[Any, Any]) -> None:
        super().__init__()
        self._road = road
        self._instead = logging.StreamHandler()
        self._instead.setFormatter(logging.Formatter(_FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        """Send it. logging holds the handler's lock: records of several threads do not mix."""
        try:
            data = packed(record)
            if _takes_more(self._road):
                self._road.send_bytes(data)
                return
        except (OSError, ValueError):
            pass
        except Exception:  # noqa: BLE001 - as every handler: a record never ends what it tells of
            self.handleError(record)
            return
        self._instead.handle(record)


def packed(record: logging.LogRecord) -> bytes:
    """The record as bytes: its text made, its traceback as text, what cannot be pickled as its repr."""
    state = {**record.__dict__, "msg": record.getMessage(), "args": None, "exc_info": None}
    if record.exc_info and not record.exc_text:
        state["exc_text"] = logging.Formatter().formatException(record.exc_info)
    try:
        return pickle.dumps(state)
    except Exception:  # noqa: BLE001 - pickling runs the objects' own code
        plain = (str, int, float, bool, type(None))
        return pickle.dumps({k: v if isinstance(v, plain) else repr(v) for k, v in state.items()})


def _takes_more(road: Connection[Any, Any]) -> bool:
    if not hasattr(select, "poll"):
        return True
    waiting = select.poll()
    waiting.register(road.fileno(), select.POLLOUT)
    return bool(waiting.poll(_PATIENCE * 1000))


class Collector:
    """The program's end: one thread hands each record to the logger of its name."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._roads: list[Connection[Any, Any]] = []
        self._wake_reader, self._wake_writer = Pipe(duplex=False)
        self._thread: threading.Thread | None = None

    def open(self) -> Connection[Any, Any]:
        """A road of its own for one worker: the end to write to. Raises RuntimeError where no thread can be
        started any more.
        """
        with self._changed:
            if self._thread is None:
                thread = threading.Thread(target=self._run, name="conductor-logs", daemon=True)
                thread.start()
                self._thread = thread
            reader, writer = Pipe(duplex=False)
            self._roads.append(reader)
        self._wake_writer.send_bytes(b"")
        return writer

    def settle(self, seconds: float) -> None:
        """Wait until workers that have ended have nothing more to tell."""
        until = time.monotonic() + seconds
        with self._changed:
            self._changed.wait_for(lambda: not self._roads, max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        while True:
            with self._changed:
                roads = [self._wake_reader, *self._roads]
            for ready in connection.wait(roads):
                road: Any = ready
                try:
                    data: bytes = road.recv_bytes()
                except (EOFError, OSError):
                    self._close(road)
                    continue
                if data:
                    _handle(data)

    def _close(self, road: Any) -> None:
        with self._changed:
            with contextlib.suppress(ValueError):
                self._roads.remove(road)
            road.close()
            self._changed.notify_all()


def _handle(data: bytes) -> None:
    try:
        record = logging.makeLogRecord(pickle.loads(data))
        record.levelname = logging.getLevelName(record.levelno)  # a name that only the program has given
        known = logging.getLogger(record.name)
        if known.isEnabledFor(record.levelno):
            known.handle(record)
    except Exception as error:  # noqa: BLE001 - a handler of the program's own, or a class that is not here
        if sys.stderr is not None:
            sys.stderr.write(f"a worker's log record could not be handled: {type(error).__name__}: {error}\n")


_collector: list[Collector] = []


def open_road() -> Connection[Any, Any]:
    """The end for one worker's process to write to."""
    if not _collector:
        _collector.append(Collector())
    return _collector[0].open()


def settle(seconds: float) -> None:
    """Wait, not for long, until all that workers have logged before they ended is handled."""
    for collector in _collector:
        collector.settle(seconds)
