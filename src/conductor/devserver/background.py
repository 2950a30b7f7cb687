"""Threads for what takes long: a few, daemons, made when there is work."""

from __future__ import annotations

import queue
import threading
from typing import Callable, Optional

_MOST = 16


class Background:
    """Runs jobs off the engine's lock."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Optional[Callable[[], None]]] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._threads = 0
        self._idle = 0
        self.running = 0

    def submit(self, job: Callable[[], None]) -> None:
        """Run ``job`` soon."""
        with self._guard:
            self.running += 1
            if self._idle < self.running and self._threads < _MOST:
                self._threads += 1
                threading.Thread(target=self._run, name="conductor-job", daemon=True).start()
        self._jobs.put(job)

    def _run(self) -> None:
        while True:
            with self._guard:
                self._idle += 1
            job = self._jobs.get()
            with self._guard:
                self._idle -= 1
            if job is None:
                return
            try:
                job()
            finally:
                with self._guard:
                    self.running -= 1

    def close(self) -> None:
        """Let the threads go when they have finished what they are at."""
        for _ in range(self._threads):
            self._jobs.put(None)
