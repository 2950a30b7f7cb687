"""Programs with workers, run as people run them: in a process of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any, Callable

import psutil

if TYPE_CHECKING:
    from pathlib import Path

    from faults.stub import Stub

HEAD = """
import multiprocessing, os, signal, sys, threading, time
from conductor.client.worker.worker_task import worker_task
from conductor.client.automator.task_handler import TaskHandler
from conductor.client.configuration.configuration import Configuration
if os.environ.get("TEST_START_METHOD") and not multiprocessing.get_start_method(allow_none=True):
    multiprocessing.set_start_method(os.environ["TEST_START_METHOD"])
"""
# What most programs end with: they wait for their workers in a with block.
MAIN = """
if __name__ == "__main__":
    with TaskHandler(configuration=Configuration(), restart_backoff_seconds=0.05) as handler:
        handler.start_processes()
        handler.join_processes()
"""


class Program:
    """A script that runs. It is ended by the fixture that made it, with everything it has started."""

    def __init__(
        self, folder: Path, source: str, url: str, arguments: list[str] | None = None, **environ: str
    ) -> None:
        self.script = folder / "program.py"
        self.script.write_text(source)
        self.log = folder / "log"
        env = {k: v for k, v in os.environ.items() if not k.startswith(("CONDUCTOR_", "conductor"))}
        env.update(CONDUCTOR_SERVER_URL=url, PYTHONUNBUFFERED="1", **environ)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, *(arguments or [str(self.script)])],
                env=env, cwd=folder, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.seen: dict[int, psutil.Process] = {}

    @property
    def text(self) -> str:
        return self.log.read_text()

    def family(self) -> list[psutil.Process]:
        """Every process that it is made of, also those whose parent is gone."""
        try:
            parent = psutil.Process(self.process.pid)
            for found in [parent, *parent.children(recursive=True)]:
                self.seen.setdefault(found.pid, found)
        except psutil.NoSuchProcess:
            pass
        return [p for p in self.seen.values() if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]

    def workers(self) -> list[psutil.Process]:
        """The processes that serve tasks: those with a connection to the server."""
        found = []
        for process in self.family():
            if process.pid != self.process.pid:
                try:
                    connections = getattr(process, "net_connections", process.connections)("tcp")
                except psutil.Error:
                    continue
                if any(c.raddr for c in connections):
                    found.append(process)
        return found

    def send(self, number: int, group: bool = False) -> None:
        self.family()
        if group:
            os.killpg(self.process.pid, number)
        else:
            os.kill(self.process.pid, number)

    def wait_end(self, seconds: float = 20.0) -> int:
        """Wait for its end; no process of it may be left."""
        code = self.process.wait(seconds)
        assert wait_for(lambda: not self.family(), 5.0), f"left behind: {self.family()}\n{self.text}"
        return code

    def wait_text(self, text: str, seconds: float = 20.0) -> None:
        assert wait_for(lambda: text in self.text, seconds), f"no {text!r} in\n{self.text}"

    def wait_begun(self, count: int) -> None:
        """Wait until so many tasks run: functions print "begun". One that is only handed out is on its way,
        and with nobody should its worker be killed now.
        """
        assert wait_for(lambda: self.text.count("begun") >= count, 20), self.text

    def kill(self) -> None:
        for process in self.family():
            try:
                process.kill()
            except psutil.Error:
                continue
        self.process.wait(10)


def wait_for(condition: Callable[[], Any], seconds: float) -> bool:
    """For what cannot be waited for otherwise: other processes. Looks each 20 ms."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


def source(workers: str, main: str = MAIN) -> str:
    return HEAD + textwrap.dedent(workers) + main


def start(folder: Path, stub: Stub, text: str, kind: str = "job", **environ: str) -> Program:
    """Start a program and wait until it polls."""
    program = Program(folder, text, stub.url, **environ)
    try:
        stub.wait(lambda: stub.pollers.get(kind), 30, "no poll")
    except AssertionError:
        text = program.text
        program.kill()
        raise AssertionError(text) from None
    return program


TERM, INT, KILL = signal.SIGTERM, signal.SIGINT, signal.SIGKILL
