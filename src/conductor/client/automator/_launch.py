"""What a worker's own process is given when it starts."""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conductor.client.automator import _logs

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from conductor.client.automator._settings import Settings
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)

GUARD_MISSING = (
    78  # exit status of a process that found itself starting workers while it imports the main script
)

MAIN = frozenset({"__main__", "__mp_main__"})  # names of the main script, in the program and in its children
_PAUSES = (0.0, 0.01, 0.05, 0.2)  # seconds; a process closes its files some time before it has ended
_PRELOAD = ["conductor.client.automator._forkserver"]


@dataclass
class Surroundings:
    """What is the same for all workers of a handler. A zygote is told once, its workers have it."""

    configuration: Configuration
    metrics_settings: Any
    listeners: bytes
    workers: int
    grace: float
    logs: _logs.Plan | None
    environ: dict[str, str] | None
    applied: bool = False

    def apply(self) -> None:
        """Take the program's environment and its way of logging, unless this process has them already."""
        if self.applied:
            return
        self.applied = True
        if self.environ is not None and self.environ != dict(os.environ):
            os.environ.clear()
            os.environ.update(self.environ)
        if self.logs is not None:
            _logs.apply(self.logs)


@dataclass
class Launch:
    """Everything that does not come with the program's modules. Its worker is pickled apart: unpickling it
    runs the program's own code, which may fail.
    """

    surroundings: Surroundings
    worker: bytes
    settings: Settings
    ledger: str
    rows: int
    parent: int
    road: Connection[Any, Any] | None = None
    connection: Connection[Any, Any] | None = None


# Whether the program had not chosen a start method. With its first process multiprocessing settles
# on its default, and would name that from then on.
_nobody_chose: list[bool] = []


def context() -> Any:
    """How processes start: as ``multiprocessing.set_start_method`` says; else forkserver, else spawn."""
    chosen: Any = multiprocessing.get_start_method(allow_none=True)
    if chosen is None:
        _nobody_chose.append(True)
    if chosen is None or (_nobody_chose and chosen == multiprocessing.get_all_start_methods()[0]):
        chosen = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    contexts: Any = multiprocessing
    made: Any = contexts.get_context(chosen)
    if chosen == "forkserver":
        from conductor.client.automator import _zygote_process

        made.set_forkserver_preload(_PRELOAD)  # nothing happens if it runs already
        return _zygote_process.Context()
    return made


def start(process: Any) -> None:
    """Start the process. A forkserver that is gone, or that has just found that it must not serve, is
    replaced.
    """
    for pause in _PAUSES:
        try:
            process.start()
        except (EOFError, OSError) as error:
            # An OSError with no forkserver's end behind it, such as too many open files, comes again.
            logger.debug("The forkserver does not answer (%s)", error)
            time.sleep(pause)
        else:
            return
    process.start()


def importing_main() -> bool:
    """Whether this is a new process that is only just importing the program's main script."""
    return bool(getattr(multiprocessing.current_process(), "_inheriting", False))


def cannot_travel(worker: WorkerInterface) -> str | None:
    """Why a process of its own cannot have this worker; None if it can, as far as can be told from here."""
    try:
        data = pickle.dumps(worker)
    except Exception as error:  # noqa: BLE001 - pickling runs the objects' own code
        return f"it cannot be pickled: {error}"
    if (b"__main__" in data or b"__mp_main__" in data) and not _main_can_be_imported():
        return "its function lives in a main program that cannot be imported (a notebook, a prompt, -c)"
    return None


def may_not_be_found(worker: WorkerInterface) -> bool:
    """Whether only the new process can tell if importing brings its function back: it is written inside of
    another function, or in the main script, which may lack its guard.

    Then it must be waited for: should it need threads of this process instead, Python 3.12 and later start
    none when the program's main part is over.
    """
    name = str(getattr(getattr(worker, "execute_function", None), "__qualname__", ""))
    return "<" in name or module_of(worker) in MAIN


def module_of(worker: WorkerInterface) -> str:
    """The module that brings the worker's code: its function's, or its class's."""
    function: Any = getattr(worker, "execute_function", None)
    return str(getattr(function, "__module__", None) or type(worker).__module__)


def _main_can_be_imported() -> bool:
    main = sys.modules.get("__main__")
    if getattr(getattr(main, "__spec__", None), "name", None):
        return True
    path = getattr(main, "__file__", None)
    return bool(path) and os.path.exists(str(path))
