"""The program's own imports, made once by a zygote and shared by all workers: where that is safe.

Each worker's process needs what the program imports. Importing it for each takes time and memory for each;
fifty workers that are forked from a process that has done so share it. But a fork copies no threads, shares
sockets, and repeats random numbers. So the zygote looks at what the imports have left behind, and where there
is anything of that kind it ends: then each worker imports for itself.
"""

from __future__ import annotations

import importlib
import os
import pickle
import sys
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.automator import _launch

if TYPE_CHECKING:
    from conductor.client.worker.worker_interface import WorkerInterface

SWITCH = "CONDUCTOR_WORKER_PRELOAD"
_NO_LISTENERS = pickle.dumps([])
_PATIENCE = 60  # seconds for the imports

_HARMLESS = ("/dev/urandom", "/dev/null", "/dev/random")
# They keep generators of random numbers, or threads and devices that start at some later time.
_NOT_FOR_FORKS = ("cupy", "jax", "numpy.random", "tensorflow", "torch")


def wanted() -> bool:
    """Whether this system can tell what is safe, what is loaded here would be, and CONDUCTOR_WORKER_PRELOAD
    does not say false. A program in one file (PyInstaller) starts processes in ways of its own.
    """
    told = os.environ.get(SWITCH, "").strip().lower()
    possible = sys.platform == "linux" and not getattr(sys, "frozen", False)
    return possible and told not in ("false", "0", "no") and _not_for_forks() is None


def start_zygote(workers: list[WorkerInterface], around: _launch.Surroundings) -> None:
    """Let a zygote import the main script, the workers' modules and what they will need. Returns at once."""
    if not workers or not wanted():
        return
    from conductor.client.automator import _zygote

    modules = {_launch.module_of(worker) for worker in workers} - _launch.MAIN
    if any(getattr(worker, "is_async", False) for worker in workers):
        modules.add("asyncio")
    if around.configuration.host.startswith("https"):
        modules.add("ssl")
    if around.metrics_settings is not None or around.listeners != _NO_LISTENERS:
        modules.add("conductor.client.event.sync_listener_register")
    _zygote.start(sorted(modules), around)


def imported(
    data: dict[str, Any], modules: list[str], load: Callable[[], object] = lambda: None
) -> str | None:
    """Import the main script and the modules, then ``load`` what needs them; return why this process cannot
    be forked after that.
    """
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
        load()
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
    return f"{opened[0]} is open" if opened else _not_for_forks()


def _not_for_forks() -> str | None:
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
