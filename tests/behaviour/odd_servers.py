"""Servers that are none, and servers that are not the ones at hand: one function answers every request."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGE = (200, "<html><body>Please sign in</body></html>")
GONE = (404, {"status": 404, "message": "HTTP 404 Not Found"})
"""What an old server says of a path that it does not have."""

Answer = Callable[[str, str, "Mapping[str, str]", Any], "tuple[int, Any]"]
"""From verb, path below /api, headers and body to a status and JSON, or text."""


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """Serve ``answer`` on a free port; yields the address, with /api."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.split("?")[0].partition("/api")[2]
            try:
                status, body = answer(self.command, path, self.headers, json.loads(sent) if sent else None)
            except TimeoutError:
                return  # says nothing
            kind = "application/json"
            if isinstance(body, str):
                kind = "text/html" if body.startswith("<") else "text/plain"
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", self.path)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - http.server's names

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def orkes(verb: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
    """Orkes Conductor, as far as the doctor asks: nothing without the token of the key ``good``."""
    if path == "/token":
        if body == {"keyId": "good", "keySecret": "secret"}:
            return 200, {"token": "t-1"}
        return 401, {"status": 401, "message": "Invalid key", "error": "INVALID_TOKEN"}
    if headers.get("X-Authorization") != "t-1":
        return 401, {"status": 401, "message": "no token"}
    if path == "/version":
        return 200, "4.1.50"
    if path == "/token/userInfo":
        return 200, {"id": "app:1", "name": "an application"}
    return 200, {} if path == "/tasks/queue/sizes" else []


def old(verb: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
    """An open-source server of before 3: no version, no check of definitions; it takes those named good."""
    if path in ("/metadata/workflow", "/metadata/taskdefs", "/tasks/queue/polldata") and verb == "GET":
        return 200, []
    if path == "/metadata/workflow" and verb in ("POST", "PUT"):
        (given,) = body if isinstance(body, list) else [body]
        if given["name"].startswith("good"):
            return 200, {}
        return 400, {"status": 400, "message": f"no room for {given['name']}"}
    return GONE
