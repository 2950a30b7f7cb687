"""A program with workers, as a user would write it, under the SDK that is measured."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._failure import BenchmarkFailed
from benchmarks._script import PROGRAMS
from benchmarks._sdk import environment
from benchmarks._tree import Tree

if TYPE_CHECKING:
    from benchmarks._case import Setting
    from benchmarks._sdk import Sdk

MODULE = "measured_workers"
HEAD = """from typing import List

from conductor.client.worker.worker_task import worker_task
"""
FUNCTION = """
@worker_task(task_definition_name={name!r}{options})
{kind} work_{number}(name: str{more}) -> dict:
    return {{"hello": name}}
"""


@dataclass(frozen=True)
class Workers:
    """What a program's workers are like. ``poll_ms`` None leaves the SDK's default."""

    count: int = 1
    slots: int = 1
    poll_ms: int | None = None
    is_async: bool = False
    takes_rows: bool = False

    def types(self) -> list[str]:
        return [f"benchmark_{number}" for number in range(self.count)]

    def source(self) -> str:
        options = f", poll_interval_millis={self.poll_ms}" if self.poll_ms is not None else ""
        options += f", thread_count={self.slots}" if self.slots > 1 else ""
        kind = "async def" if self.is_async else "def"
        more = ", rows: List[dict]" if self.takes_rows else ""
        functions = (
            FUNCTION.format(name=name, options=options, kind=kind, number=number, more=more)
            for number, name in enumerate(self.types())
        )
        return HEAD + "".join(functions)


class Program:
    """It runs while the context lasts. ``started`` is the moment of its start (nanoseconds)."""

    def __init__(
        self, sdk: Sdk, workers: Workers, url: str, setting: Setting, script: str = "workers.py", *words: str
    ) -> None:
        """``script`` is one of ``programs/``; what it prints is read by ``line``."""
        self._scratch = tempfile.TemporaryDirectory(prefix="benchmark-")
        folder = Path(self._scratch.name)
        (folder / f"{MODULE}.py").write_text(workers.source(), encoding="utf-8")
        self._log = (folder / "log").open("w+", encoding="utf-8", errors="replace")
        self.started = time.time_ns()
        self._process = subprocess.Popen(
            [sdk.python, str(PROGRAMS / script), *words],
            env=environment(setting.cache, PYTHONPATH=str(folder), CONDUCTOR_SERVER_URL=url),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=self._log if script == "workers.py" else subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self.tree = Tree(self._process.pid)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        ended = self._process.poll()
        self.tree.kill()
        self._process.communicate()
        if error is not None:
            self._log.seek(0)
            tail = self._log.read()[-1500:]
            print(f"the program's end: status {ended}\n{tail}", file=sys.stderr)
        self._log.close()
        self._scratch.cleanup()

    def line(self) -> str:
        """The next line of its output that begins with ``benchmark:``, without that word."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("benchmark:"):
                return line.partition(":")[2].strip()
        raise BenchmarkFailed("the measured program ended before it was done")

    def go_on(self) -> None:
        """Let it pass the point where it reads a line."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
