"""The real Conductor server, started for tests from its jar."""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from conductor.testing._errors import RealServerUnavailable
from conductor.testing._jar import server_jar
from conductor.testing._java import java

if TYPE_CHECKING:
    from types import TracebackType

logger = logging.getLogger(__name__)

HEALTHY = b'"healthy":true'
TAIL = 25


class RealServer:
    """The real Conductor server 3.32.3 on a free loopback port, in a temporary folder of its own.

    Use it as a context manager, or call ``start()`` and ``stop()``. It needs Java 21 or later and its jar,
    which are found or fetched (see the docs page on testing); it takes about 20 seconds and 400 MB.
    """

    def __init__(self, *, port: int = 0, memory_mb: int = 768, startup_seconds: float = 240.0) -> None:
        """``port`` 0 takes a free one; ``startup_seconds`` bounds the wait for a healthy answer."""
        self.port = port
        self._memory_mb = memory_mb
        self._startup_seconds = startup_seconds
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the REST API, as ``Configuration`` takes it."""
        return f"{self.ui_url}/api"

    @property
    def ui_url(self) -> str:
        """The address of the server's page."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> RealServer:
        """Start the server and wait until it is healthy.

        Raises ``RealServerUnavailable``: no jar, no Java, or it did not start (with the end of its log).
        """
        jar, runtime = server_jar(), java()
        self._folder = Path(tempfile.mkdtemp(prefix="conductor-server-"))
        self.port = self.port or _free_port()
        command = [runtime, f"-Xmx{self._memory_mb}m", "-XX:TieredStopAtLevel=1", "-jar", str(jar)]
        command += [f"--server.port={self.port}", "--server.address=127.0.0.1"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self._await_health()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End the server by its process id and remove its folder; does nothing if it does not run."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def log_tail(self, lines: int = TAIL) -> str:
        """The last lines of the server's log."""
        if self._folder is None:
            return ""
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-lines:])

    def __enter__(self) -> RealServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def _log(self) -> Path:
        assert self._folder is not None
        return self._folder / "server.log"

    def _await_health(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + self._startup_seconds
        while not _is_healthy(f"{self.ui_url}/health"):
            status = self._process.poll()
            if status is not None:
                raise RealServerUnavailable(f"the real server left with status {status}:\n{self.log_tail()}")
            if time.monotonic() > deadline:
                raise RealServerUnavailable(
                    f"the real server was not healthy after {self._startup_seconds:.0f} s:\n{self.log_tail()}"
                )
            time.sleep(0.25)


def _is_healthy(url: str) -> bool:
    from urllib.request import ProxyHandler, build_opener

    try:
        with build_opener(ProxyHandler({})).open(url, timeout=5) as answer:
            return HEALTHY in answer.read()
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
