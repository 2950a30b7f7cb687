"""SIGTERM and Ctrl-C for a program with workers: drain, then end. A handler that somebody set is left
alone.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator

    from conductor.client.automator._supervisor import Supervisor

logger = logging.getLogger(__name__)

_live: list[Supervisor] = []
_installed: dict[int, Any] = {}
_held: list[list[int]] = []  # for each start() under way, the signals that wait for its end


def watch(supervisor: Supervisor) -> None:
    """From now on signals stop this supervisor's workers. Does nothing outside of the main thread."""
    _live.append(supervisor)
    if threading.current_thread() is not threading.main_thread():
        return
    _install(signal.SIGTERM, signal.SIG_DFL, _terminate)
    _install(signal.SIGINT, signal.default_int_handler, _interrupt)


@contextlib.contextmanager
def held_back() -> Generator[None, None, None]:
    """Inside, a signal only asks the workers to stop; the program hears of it when all have started.

    A start that was broken off in the middle would leave workers that poll, and nobody who knows them.
    """
    waiting: list[int] = []
    _held.append(waiting)
    try:
        yield
    finally:
        _held.remove(waiting)
    if waiting:
        _end_of(waiting[0])


def forget(supervisor: Supervisor) -> None:
    """Its workers have ended; after the last one the signals do again what they did before."""
    if supervisor in _live:
        _live.remove(supervisor)
    if _live or threading.current_thread() is not threading.main_thread():
        return
    for number, (before, ours) in list(_installed.items()):
        if signal.getsignal(number) is ours:
            signal.signal(number, before)
        del _installed[number]


def _install(number: int, default: Any, ours: Any) -> None:
    if number not in _installed and signal.getsignal(number) == default:
        signal.signal(number, ours)
        _installed[number] = (default, ours)


def main_is_over() -> bool:
    """Whether the program has run to its end and the interpreter only waits for threads."""
    return not threading.main_thread().is_alive()


def _terminate(number: int, frame: Any) -> None:
    """Stop the workers; ``with`` blocks and ``finally`` of the program still run, its exit status is 143."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a second one ends the program at once
    if not _live:
        os.kill(os.getpid(), signal.SIGTERM)
        return
    over = main_is_over()
    for supervisor in _live:
        supervisor.request_stop(dying=number if over else None)
    if not over:
        _end_of(number)


def _interrupt(number: int, frame: Any) -> None:
    """KeyboardInterrupt for a program that still runs; for one that is over, the end of its workers."""
    for supervisor in _live:
        if supervisor.stopping:
            supervisor.force()  # the second Ctrl-C
        elif main_is_over() or _held:
            supervisor.request_stop()
    if not main_is_over():
        _end_of(number)


def _end_of(number: int) -> None:
    """What the signal means to a program that still runs."""
    if _held:
        _held[-1].append(number)
    elif number == signal.SIGINT:
        raise KeyboardInterrupt
    else:
        raise SystemExit(128 + number)


def die_of(number: int) -> None:
    """End this process as the signal would have."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os.kill(os.getpid(), number)
    os._exit(128 + number)  # as process 1 of a container the signal has no effect
