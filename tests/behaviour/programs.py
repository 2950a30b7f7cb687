"""Programs under test: started as a user starts them, ended for certain."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


BYTECODE = (
    Path(tempfile.gettempdir()) / f"conductor-tests-bytecode-{os.getuid() if hasattr(os, 'getuid') else ''}"
)


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without anything of Conductor's, plus ``extra``.

    Compiled modules are kept outside the checkout, so that programs start as quickly as installed ones do.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONDUCTOR_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    ours = {"PYTHONUNBUFFERED": "1", "PYTHONPYCACHEPREFIX": str(BYTECODE), "NO_PROXY": "127.0.0.1,localhost"}
    return {**kept, **ours, **extra}


@contextmanager
def program(
    command: Sequence[str | os.PathLike[str]], extra: Mapping[str, str], output: Path
) -> Iterator[Program]:
    """Run ``python COMMAND``, both outputs in the file ``output``; what it leaves is killed at the end."""
    with output.open("wb") as sink:
        started = subprocess.Popen(
            [sys.executable, *map(str, command)],
            env=environment(extra),
            cwd=output.parent,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    running = Program(started, output)
    try:
        yield running
    finally:
        running.kill()


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended between the two questions
        return False


class Program:
    """A running program and what it has printed."""

    def __init__(self, process: subprocess.Popen[bytes], output: Path) -> None:
        self.process = process
        self.output = output
        self._seen: dict[int, psutil.Process] = {}

    @property
    def text(self) -> str:
        return self.output.read_text("utf-8", "replace")

    def family(self) -> list[psutil.Process]:
        """Every process that it has started, as far as seen, and which still lives."""
        try:
            for child in psutil.Process(self.process.pid).children(recursive=True):
                self._seen[child.pid] = child
        except psutil.NoSuchProcess:
            pass
        return [child for child in self._seen.values() if _lives(child)]

    def wait(self, seconds: float = 60) -> int:
        """Its exit status; fails with its output if it does not end in time."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            self.family()
            assert time.monotonic() < deadline, f"still running after {seconds} s:\n{self.text}"
            time.sleep(0.02)
        return self.process.returncode

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Wait until it has printed ``words``."""
        eventually(
            lambda: words in self.text, seconds, lambda: f"no {words!r} in:\n{self.text}", self.process
        )
        self.family()

    def kill(self) -> None:
        for left in self.family():
            left.kill()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def eventually(
    true: Callable[[], Any],
    seconds: float = 30,
    story: Callable[[], str] = lambda: "it never came true",
    alive: subprocess.Popen[bytes] | None = None,
) -> Any:
    """Wait until ``true()`` is, and return what it gave; fail early when ``alive`` has ended."""
    deadline = time.monotonic() + seconds
    while True:
        value = true()
        if value:
            return value
        gone = alive is not None and alive.poll() is not None
        assert not gone or true(), f"the program ended; {story()}"
        assert time.monotonic() < deadline, story()
        time.sleep(0.05)
