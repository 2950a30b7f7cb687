"""The embedded server in a process of its own, under this SDK, for all sides alike."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks._failure import BenchmarkFailed
from benchmarks._sdk import environment

if TYPE_CHECKING:
    from benchmarks._case import Setting


class EmbeddedServer:
    """It runs while the context lasts; the context is its address."""

    def __init__(self, setting: Setting) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "conductor", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            env=environment(setting.cache),
        )

    def __enter__(self) -> str:
        assert self._process.stdout is not None
        words = self._process.stdout.readline().split()
        for word in words:
            if word.endswith("/api"):
                return word
        self.__exit__()
        raise BenchmarkFailed(f"the embedded server did not tell its address but {' '.join(words)!r}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=20)
