"""The program's own imports, made once by the forkserver and shared by all workers: where that is safe.

Each worker's process needs what the program imports. Importing it for each takes time and memory for each;
fifty workers that are forked from a process that has done so share it. But a fork copies no threads, shares
sockets, and repeats random numbers. So the forkserver looks at what the imports have left behind, and where
there is anything of that kind it ends: the next one imports nothing of the program's, and each worker
imports for itself.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
from typing import TYPE_CHECKING, Any

from conductor.client.automator import _launch

if TYPE_CHECKING:
    from conductor.client.worker.worker_interface import WorkerInterface

logger = logging.getLogger(__name__)

SWITCH = "CONDUCTOR_WORKER_PRELOAD"
UNSAFE = 79  # exit status of a forkserver that must not share what it has imported
_ASKED = "_CONDUCTOR_FORKSERVER_IMPORTS"
_LONGEST = 100_000  # characters; Linux takes 131,072 bytes in one variable of the environment
_PATIENCE = 60  # seconds for the imports
_NOT_SHARED = ("name", "authkey", "log_to_stderr", "log_level", "start_method")

_HARMLESS = ("/dev/urandom", "/dev/null", "/dev/random")
# They keep generators of random numbers, or threads and devices that start at some later time.
_NOT_FOR_FORKS = ("cupy", "jax", "numpy.random", "tensorflow", "torch")


def wanted() -> bool:
    """Whether this system can tell what is safe, and CONDUCTOR_WORKER_PRELOAD does not say false."""
    return sys.platform == "linux" and os.environ.get(SWITCH, "").strip().lower() not in ("false", "0", "no")


def start_forkserver(workers: list[WorkerInterface]) -> None:
    """Start the forkserver, and let it import the main script and the workers' modules. Returns at once.

    Nothing is imported by one that runs already, and for a single worker, who has nobody to share with.
    """
    from multiprocessing import forkserver, spawn

    if len(workers) < 2 or not wanted():
        return
    data = {k: v for k, v in spawn.get_preparation_data("forkserver").items() if k not in _NOT_SHARED}
    modules = sorted({_launch.module_of(worker) for worker in workers} - _launch.MAIN)
    asked = json.dumps({"data": data, "modules": modules})
    if len(asked) > _LONGEST:
        return
    os.environ[_ASKED] = asked
    try:
        forkserver.ensure_running()
    finally:
        del os.environ[_ASKED]


def carry_out() -> None:
    """In the forkserver: import what was asked for. Ends the process where that must not be shared."""
    asked = os.environ.pop(_ASKED, None)
    if asked is not None and imported(**json.loads(asked)) is not None:
        os._exit(UNSAFE)


def imported(data: dict[str, Any], modules: list[str]) -> str | None:
    """Import the main script and the modules; return why this process cannot be forked after that."""
    import random
    import signal
    from multiprocessing import process, spawn

    current: Any = process.current_process()
    before, state = _open_files(), random.getstate()
    alarm = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(_PATIENCE)
    current._inheriting = True  # to multiprocessing, and to a script without its guard: this is a child
    try:
        spawn.prepare(data)
        for module in modules:
            importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - a worker's own import shows it to the user
        return f"importing raised {type(error).__name__}"
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, alarm)
        del current._inheriting
    return _left_behind(before) or ("random numbers were drawn" if random.getstate() != state else None)


def _left_behind(before: set[str]) -> str | None:
    threads = os.listdir("/proc/self/task")
    if len(threads) > 1:
        return "threads run"
    try:
        with open(f"/proc/self/task/{threads[0]}/children") as children:
            if children.read().strip():
                return "processes run"
    except FileNotFoundError:  # not every kernel tells; their pipes would show
        pass
    opened = [name for name in _open_files() - before if not name.endswith(_HARMLESS)]
    if opened:
        return f"{opened[0]} is open"
    known = [name for name in _NOT_FOR_FORKS if name in sys.modules]
    return f"{known[0]} is loaded" if known else None


def _open_files() -> set[str]:
    found: set[str] = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            found.add(f"{number} {os.readlink(f'/proc/self/fd/{number}')}")
        except FileNotFoundError:  # the listing's own
            continue
    return found


def _too_long(number: int, frame: Any) -> None:
    raise TimeoutError(f"importing took more than {_PATIENCE} s")
