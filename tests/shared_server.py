"""One real server for all processes of a test run: the first that needs it starts it and outlasts the others.

pytest-xdist's groups would keep those tests in one process, and pytest 9.2 ignores them; one server for all
lets them run side by side, too.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Protocol

from conductor.testing import RealServerUnavailable
from conductor.testing._jar import _alone as alone

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Callable

PATIENCE = 900.0  # seconds that the first one waits for the others at the end


class Startable(Protocol):
    """A server as ``RealServer`` is one."""

    @property
    def ui_url(self) -> str: ...
    def start(self) -> object: ...
    def stop(self) -> None: ...


class SharedServer:
    """One process's part in the server of the run, whose state is files in ``room``."""

    def __init__(self, room: Path, user: str, make: Callable[[], Startable]) -> None:
        self._room, self._make = room, make
        self._mine = room / f"{user}.user"
        self._address, self._failure = room / "address", room / "failure"
        self._server: Startable | None = None
        room.mkdir(parents=True, exist_ok=True)

    def join(self) -> str:
        """The address of the server's page. Raises ``RealServerUnavailable``, to all alike."""
        with alone(self._room / "lock"):
            if self._failure.is_file():
                raise RealServerUnavailable(self._failure.read_text("utf-8"))
            if not self._address.is_file():
                self._start()
            self._mine.write_text(str(os.getpid()), "utf-8")
            return self._address.read_text("utf-8")

    def leave(self) -> None:
        """This process needs it no more. The one that started it waits for the others and stops it."""
        self._mine.unlink()
        if self._server is None:
            return
        deadline = time.monotonic() + PATIENCE
        while True:
            with alone(self._room / "lock"):
                if not self._is_used() or time.monotonic() > deadline:
                    self._address.unlink()
                    self._server.stop()
                    return
            time.sleep(0.2)

    def _start(self) -> None:
        server = self._make()
        try:
            server.start()
        except RealServerUnavailable as error:
            self._failure.write_text(str(error), "utf-8")
            raise
        self._server = server
        self._address.write_text(server.ui_url, "utf-8")

    def _is_used(self) -> bool:
        return any(_lives(int(user.read_text("utf-8"))) for user in self._room.glob("*.user"))


def _lives(pid: int) -> bool:
    import psutil

    return bool(psutil.pid_exists(pid))
