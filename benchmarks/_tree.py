"""A process with all that it started, measured from outside."""

from __future__ import annotations

import contextlib

import psutil


class Tree:
    """CPU time and memory of a process and its descendants."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)

    def processes(self) -> list[psutil.Process]:
        """The process and its descendants that live."""
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def cpu(self) -> float:
        """Seconds of CPU, user and system, with those of children that have ended and were waited for."""
        seconds = 0.0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                seconds += times.user + times.system
                seconds += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
        return seconds

    def megabytes(self) -> float:
        """Memory: what several processes share is counted once (PSS; where the system has none, USS)."""
        size = 0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                told = process.memory_full_info()
                size += getattr(told, "pss", 0) or told.uss
        return size / 2**20

    def kill(self) -> None:
        """End it all, at once."""
        processes = self.processes()
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=10)
