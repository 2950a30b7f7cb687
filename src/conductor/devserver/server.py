"""The embedded Conductor server: for development and tests."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from conductor.devserver.engine import Engine
from conductor.devserver.http_server import Listener, responder
from conductor.devserver.routes import find_route

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from conductor.devserver.clock import Clock
    from conductor.devserver.mocks import Override


class DevServer:
    """A Conductor server in this process.

    ``port`` 0 takes a free one. ``db`` names a SQLite file that outlives the process, else memory serves.
    What has finished is kept within bounds either way (see ``retention``).
    ``clock`` is the engine's time, by default the real one. ``mocks`` answers tasks in the place of workers
    and of the server's own code: a function of the execution and the task (see ``Engine.override``), or a
    mapping from a reference name or task type to an answer (``{"status", "output", "reason"}``) or a list.

    :raises OSError: the port is taken, or the file is no usable database.
    """

    def __init__(
        self,
        port: int = 0,
        host: str = "127.0.0.1",
        db: str | Path | None = None,
        clock: Clock | None = None,
        mocks: Override | Mapping[str, Any] | None = None,
    ) -> None:
        self._port = port
        self._host = host
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None
        self.engine = Engine(clock, _store(db))
        if mocks is not None:
            self.engine.override = _override(mocks)

    def start(self) -> DevServer:
        """Listen; returns at once, the server runs in threads of its own."""
        respond = responder(self.engine, find_route)
        try:
            self._listener = Listener(self._host, self._port, respond)
        except OSError:
            self.engine.close()
            raise
        self._port = self._listener.server_address[1]
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            kwargs={"poll_interval": 0.02},
            name="conductor-http",
            daemon=True,
        )
        self.engine.timekeeper.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        """Listen no more and let go of everything; may be called twice."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        listener.shutdown()
        listener.server_close()
        self.engine.close()

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        return self._port

    @property
    def ui_url(self) -> str:
        """Where the page for people is."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    @property
    def url(self) -> str:
        """Where the API is: what clients take as their server's URL."""
        return f"{self.ui_url}/api"

    def __enter__(self) -> DevServer:
        return self.start() if self._listener is None else self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def _store(db: str | Path | None) -> Any:
    if db is None:
        return None
    from conductor.devserver.store.sqlite import SqliteStore

    return SqliteStore(str(db))


def _override(mocks: Override | Mapping[str, Any]) -> Override:
    if callable(mocks):
        return mocks
    from conductor.devserver.mocks import answers_from

    return answers_from(mocks)
