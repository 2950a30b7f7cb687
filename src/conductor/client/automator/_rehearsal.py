"""A worker's first steps, gone through where workers are forked from.

Running a function for the first time writes to the memory that it, its names and its constants lie in, and
each worker that does so for itself has copies of all these pages. What has been run before the fork is
written to less, and runs faster.
"""

from __future__ import annotations

import logging
from typing import Any

from conductor.client.automator._lean_settings import lean_allowed
from conductor.client.automator._runner import Runner
from conductor.client.automator._settings import Settings
from conductor.client.automator._task_wire import TaskWire
from conductor.client.automator._wire import Wires
from conductor.client.configuration.configuration import Configuration
from conductor.client.worker.worker import Worker

logger = logging.getLogger(__name__)

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]"
_OFTEN = 8  # Python 3.11 and later lay out a function for speed at its eighth call


class _Stage:
    """A connection to a server that has no tasks."""

    def setsockopt(self, level: int, name: int, value: int) -> None:
        """Nothing to set."""

    def settimeout(self, seconds: float) -> None:
        """It answers at once."""

    def sendall(self, data: bytes) -> None:
        """Any request will do."""

    def recv(self, size: int) -> bytes:
        """The answer."""
        return _ANSWER

    def close(self) -> None:
        """Nothing to close."""


def rehearse() -> None:
    """Make runners and let them poll, without threads and without the network."""
    try:
        _rehearse()
    except Exception as error:  # noqa: BLE001 - the program may have replaced anything; it is only about speed
        logger.debug("The rehearsal failed: %s: %s", type(error).__name__, error)


def _rehearse() -> None:
    configuration = Configuration("http://rehearsal")
    configuration.authentication_settings = None
    if not lean_allowed(configuration):  # the ordinary road does not ask how to connect
        return
    worker = Worker("rehearsal", _nothing)
    settings = Settings(
        poll_interval=0,
        domain=None,
        worker_id="rehearsal",
        thread_count=1,
        register_task_def=False,
        poll_timeout=None,
        lease_extend_enabled=False,
        paused=None,
        overwrite_task_def=False,
        strict_schema=False,
        register_schema=False,
        strict=False,
        sources={},
    )
    for _ in range(_OFTEN):
        wires = Wires(lambda: TaskWire(configuration, connect=_connect))
        runner = Runner(worker, settings, wires)
        for _ in range(_OFTEN):
            runner.once()
        wires.leave()


def _connect(address: Any, timeout: float) -> _Stage:
    return _Stage()


def _nothing() -> None: ...
