"""The example of a server that is not trusted, behind a certificate that this machine does not know."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from behaviour.programs import EXAMPLES, ROOT, program
from conductor.devserver.server import DevServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CERTIFICATE = ROOT / "tests" / "unit" / "http" / "certificate.pem"


@contextmanager
def behind_tls(url: str) -> Iterator[str]:
    """The server at ``url`` once more, over TLS."""
    parts = urlsplit(url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    connect = socket.create_connection
    listener = socket.create_server(("127.0.0.1", 0))

    def pump(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def serve(raw: socket.socket) -> None:
        address = (parts.hostname, parts.port)
        with suppress(OSError), context.wrap_socket(raw, server_side=True) as near, connect(address) as far:
            back = threading.Thread(target=pump, args=(far, near), daemon=True)
            back.start()
            pump(near, far)
            back.join()

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}{parts.path}"
    finally:
        listener.close()


@pytest.mark.parametrize("authority", [str(CERTIFICATE), ""], ids=["its authority named", "unchecked"])
def test_untrusted_host(authority: str, tmp_path: Path) -> None:
    with DevServer(port=0) as server, behind_tls(server.url) as url:
        extra = {"CONDUCTOR_SERVER_URL": url, "CONDUCTOR_CA_FILE": authority}
        with program([EXAMPLES / "untrusted_host.py"], extra, tmp_path / "out") as example:
            assert example.wait(60) == 0, example.text
            assert f"checked: {bool(authority)}" in example.text
            assert "{'result': 'Hello Ada'}" in example.text
