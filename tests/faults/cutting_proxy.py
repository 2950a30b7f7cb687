"""A proxy before a real server that cuts requests and answers: what a network does."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Callable
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator


class CuttingProxy:
    """Passes bytes on. ``cut(line)`` decides for each request: "" passes, "request" drops it unsent, "answer"
    lets the server do it and drops what it says. While ``down`` is set nobody gets in, and nobody stays in.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 80)
        self.cut: Callable[[str], str] = lambda line: ""
        self.cuts: list[str] = []
        self._down = False
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}{parts.path}"
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def down(self) -> bool:
        return self._down

    @down.setter
    def down(self, value: bool) -> None:
        self._down = value
        if value:
            for connection in list(self._open):
                _reset(connection)

    def close(self) -> None:
        self._listener.close()
        self.down = True

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._down:
                _reset(client)
                continue
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError):
            server = socket.create_connection(self._target, timeout=30)
            self._open |= {client, server}
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            losing = threading.Event()
            threading.Thread(target=self._answers, args=(server, client, losing), daemon=True).start()
            while True:
                data = client.recv(65536)
                if not data:
                    break
                what = ""
                if data[:5] in (b"GET /", b"POST "):
                    line = data.split(b"\r\n", 1)[0].decode()
                    what = self.cut(line)
                    if what:
                        self.cuts.append(line)
                if what == "request":
                    break
                if what == "answer":
                    losing.set()
                server.sendall(data)
        _reset(client)
        with suppress(OSError, UnboundLocalError):
            _reset(server)

    def _answers(self, server: socket.socket, client: socket.socket, losing: threading.Event) -> None:
        with suppress(OSError):
            while True:
                data = server.recv(65536)
                if not data or losing.is_set():
                    break
                client.sendall(data)
        _reset(client)
        _reset(server)


def _reset(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def cutting(target: str) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
