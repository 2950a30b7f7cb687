"""The stub server, started and talked to."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks._failure import BenchmarkFailed

ROOT = Path(__file__).resolve().parent.parent
STALLED_SECONDS = 30.0


class Stub:
    """The stub server in a process of its own; a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks._stub_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())
        self._line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        self.url = f"http://127.0.0.1:{self._port}/api"

    def __enter__(self) -> Stub:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self._process.kill()
        self._process.communicate()

    def release(self, task_type: str, count: int, **how: Any) -> None:
        """Make tasks; ``input``, ``per_second`` and ``seed`` as in the server."""
        self._ask("release", {"type": task_type, "count": count, "input": {"name": "x"}, **how})

    def reset(self) -> None:
        """Forget all tasks and counts."""
        self._ask("reset", {})

    def state(self) -> dict[str, Any]:
        """Counts, times and CPU seconds."""
        return self._ask("state", {})

    def times(self) -> list[list[int]]:
        """Of each task: when released, handed out, reported (nanoseconds)."""
        rows: list[list[int]] = self._ask("tasks", {})["rows"]
        return rows

    def await_polls(self, types: list[str], seconds: float = 120.0) -> int:
        """Wait until each type was polled; the moment of the last one's first poll (nanoseconds)."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            first = self.state()["first_polls"]
            if all(first.get(name) for name in types):
                return max(int(first[name]) for name in types)
            time.sleep(0.02)
        raise BenchmarkFailed(f"not every worker polled within {seconds:.0f} s")

    def await_reports(self, count: int) -> dict[str, Any]:
        """Wait until all were reported. A task not COMPLETED, or reported twice, is refused."""
        seen, since = -1, time.monotonic()
        while True:
            state = self.state()
            if state["reported"] >= count:
                break
            if state["reported"] != seen:
                seen, since = state["reported"], time.monotonic()
            elif time.monotonic() - since > STALLED_SECONDS:
                raise BenchmarkFailed(f"{seen} of {count} tasks were reported, then nothing for a while")
            time.sleep(0.05)
        if state["completed"] != count or state["tasks"] != count:
            raise BenchmarkFailed(f"{state['completed']} of {state['tasks']} tasks are COMPLETED")
        if state["repeated"]:
            raise BenchmarkFailed(f"{state['repeated']} reports were repeated or of unknown tasks")
        return state

    def _ask(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        self._line.request("POST", f"/stub/{what}", json.dumps(body))
        told: dict[str, Any] = json.loads(self._line.getresponse().read())
        return told
