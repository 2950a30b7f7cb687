"""The main program of a worker's own process."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import signal
import sys
from multiprocessing import connection
from typing import TYPE_CHECKING, Any

from conductor.client.automator import _logs, _returns, _settings, _wire, task_runner
from conductor.client.automator._ledger import Ledger

if TYPE_CHECKING:
    from conductor.client.automator._launch import Launch
    from conductor.client.automator._runner import Left, Runner

logger = logging.getLogger(__name__)

_TICK = 1.0  # seconds between two pulses


def main(launch: Launch) -> None:
    """Run the worker until the parent says stop, is gone, or a SIGTERM comes; then drain and leave."""
    stop = _StopSignal()
    around = launch.surroundings
    around.apply()
    if launch.road is not None:
        _logs.send_to(launch.road)
    parent = launch.connection
    assert parent is not None
    try:
        worker, listeners = pickle.loads(launch.worker), pickle.loads(around.listeners)
    except Exception as error:  # noqa: BLE001 - importing runs the program's own code
        parent.send(("unimportable", f"{type(error).__name__}: {error}"))
        return
    ledger = Ledger(launch.ledger, launch.rows)
    ledger.pulse()
    runner = task_runner.assemble(
        worker,
        _settings.adopt(worker, launch.settings),
        around.configuration,
        around.metrics_settings,
        listeners,
        ledger=ledger,
        workers=around.workers,
    )
    runner.start()
    _send(parent, ("started", os.getpid()))
    grace = _serve(stop, parent, ledger, launch)
    left = runner.drain(grace)
    _leave(runner, left, parent, launch)


def _serve(stop: _StopSignal, parent: Any, ledger: Ledger, launch: Launch) -> float:
    """Wait for the end; return the grace time in seconds."""
    while True:
        ready = connection.wait([parent, *stop.readable], _TICK)
        ledger.pulse()
        if stop.came:
            return launch.surroundings.grace
        if parent in ready:
            try:
                what, grace = parent.recv()
            except (EOFError, OSError):
                logger.warning("The program that started this worker is gone: finishing and leaving")
                return launch.surroundings.grace
            if what == "stop":
                return float(grace)
        elif _orphaned(launch):
            logger.warning("The program that started this worker is gone: finishing and leaving")
            return launch.surroundings.grace


def _orphaned(launch: Launch) -> bool:
    """Whether the program is gone, where the pipe does not tell: a fork holds the program's end, too."""
    return bool(launch.parent) and os.getppid() != launch.parent


def _leave(runner: Runner, left: Left, parent: Any, launch: Launch) -> None:
    """Tell what is undone, then end; with a function still running, without waiting for it."""
    told = _send(parent, ("left", left)) and not _orphaned(launch)
    if not left.running and runner.idle():
        return
    if not told:  # nobody is there to hand it back when this process is gone
        configuration = launch.surroundings.configuration
        returns = _returns.Returns(_wire.to_server(configuration), configuration)
        for held in left.running:
            returns.hand_back(held)
        returns.finish(5.0)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue
    os._exit(0)


def _send(parent: Any, message: tuple[Any, ...]) -> bool:
    try:
        parent.send(message)
    except OSError:
        return False
    return True


class _StopSignal:
    """SIGTERM drains; SIGINT is the parent's to deal with (Ctrl-C reaches the whole group)."""

    def __init__(self) -> None:
        self.came = False
        self.readable: list[int] = []
        signal.signal(
            signal.SIGINT, self._ignore
        )  # not SIG_IGN: programs started by a function would inherit it
        if sys.platform != "win32":
            reader, self._writer = os.pipe()
            os.set_blocking(self._writer, False)
            self.readable = [reader]
            signal.signal(signal.SIGTERM, self._terminate)

    def _terminate(self, number: int, frame: Any) -> None:
        self.came = True
        with contextlib.suppress(OSError):
            os.write(self._writer, b"x")

    def _ignore(self, number: int, frame: Any) -> None:
        """Nothing."""
