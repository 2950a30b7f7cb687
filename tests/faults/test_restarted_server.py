"""The embedded server is killed and comes back from its file, under load: everything ends as it should."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING, Any

from conftest import Server
from faults.program import wait_for
from faults.test_on_servers import Job, run

if TYPE_CHECKING:
    from pathlib import Path


def serve(port: int, folder: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "conductor",
        "serve",
        "--port",
        str(port),
        "--db",
        str(folder / "server.db"),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def up() -> bool:
        assert process.poll() is None
        try:
            with opener.open(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    assert wait_for(up, 20)
    return process


def test_it_is_killed_and_comes_back(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api"
    server = Server("embedded", url, f"http://127.0.0.1:{port}")
    running = serve(port, tmp_path)
    program: Any = None
    try:
        job = Job(server)
        program = run(job, tmp_path, url)
        for _ in range(3):
            job.start(20)
            os.kill(running.pid, signal.SIGKILL)
            running.wait(10)
            running = serve(port, tmp_path)
        job.wait_completed(60)
    finally:
        if program is not None:
            program.kill()
        running.kill()
        running.wait(10)
