"""A small HTTP port: ``/health``, ``/ready``, ``/metrics``."""

from __future__ import annotations

import contextlib
import logging
import threading
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from collections.abc import Generator

logger = logging.getLogger(__name__)

_PATIENCE = 5.0  # seconds for a request to arrive

Metrics = Callable[[], bytes]
Check = Callable[[], "tuple[bool, str]"]


def _fine() -> tuple[bool, str]:
    return True, '{"status": "up"}'


@contextlib.contextmanager
def serve(
    port: int, metrics: Metrics | None = None, health: Check = _fine, ready: Check = _fine, host: str = ""
) -> Generator[int, None, None]:
    """Serve while the block runs; the value is the port. Raises OSError when it is taken.

    ``health`` and ``ready`` answer whether, and a JSON text; false is status 503.
    """
    from http.server import BaseHTTPRequestHandler, HTTPServer

    from conductor.client.telemetry._exposition import CONTENT_TYPE

    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].rstrip("/")
            if path == "/metrics" and metrics is not None:
                try:
                    self._answer(200, CONTENT_TYPE, metrics())
                except Exception:
                    logger.exception("The metrics cannot be shown")
                    self._answer(500, "text/plain", b"the metrics cannot be shown; the log says why\n")
            elif path in ("/health", "/ready"):
                good, text = (health if path == "/health" else ready)()
                self._answer(200 if good else 503, "application/json", text.encode() + b"\n")
            elif not path:
                names = "/health /ready" + (" /metrics" if metrics is not None else "")
                self._answer(200, "text/plain", f"conductor workers: {names}\n".encode())
            else:
                self._answer(404, "text/plain", b"not found\n")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            logger.debug(format, *args)

    # One thread for all: when the program's main part is over, Python 3.12 and later start no more.
    server = HTTPServer((host, port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.2,), name="conductor-port", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
