"""A server of raw sockets that does to each connection what a script says."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from collections.abc import Iterator

Step = Callable[[socket.socket], Any]


class ScriptedServer:
    """``scripts``: for each connection, in order, its steps. ``requests`` holds what was received."""

    def __init__(self, *scripts: list[Step], tls: Any = None) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self._scripts = list(scripts)
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._listener.getsockname()[1]}/api"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        for script in self._scripts:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            connection.settimeout(5)
            with contextlib.suppress(OSError), connection:
                talking = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
                with talking:
                    for step in script:
                        step(talking)

    def take(self, connection: socket.socket) -> None:
        """A step: read one whole request."""
        received = b""
        while b"\r\n\r\n" not in received:
            piece = connection.recv(65536)
            if not piece:
                raise ConnectionError("the client left")
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        wanted = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                wanted = int(line.split(b":")[1])
        while len(body) < wanted:
            body += connection.recv(65536)
        self.requests.append(head + b"\r\n\r\n" + body)

    def close(self) -> None:
        """Stop listening; the script's thread ends with its connections."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)


def send(*pieces: bytes, pause: float = 0.0) -> Step:
    """A step: send the pieces, each in a packet of its own."""

    def step(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
            if pause:
                time.sleep(pause)

    return step


def reset(connection: socket.socket) -> None:
    """A step: tear the connection down with RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def wait_for(event: threading.Event) -> Step:
    """A step: do nothing until the test says so."""
    return lambda _connection: event.wait(5)


@contextlib.contextmanager
def scripted(*scripts: list[Any], tls: Any = None) -> Iterator[ScriptedServer]:
    """A running server. The text "take" in a script stands for reading one request."""
    server: Any = None
    prepared: list[list[Step]] = [
        [(lambda c: server.take(c)) if step == "take" else step for step in script] for script in scripts
    ]
    server = ScriptedServer(*prepared, tls=tls)
    try:
        yield server
    finally:
        server.close()
