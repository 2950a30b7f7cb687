"""The HTTP side: sockets, requests in, answers out, and who may ask."""

from __future__ import annotations

import logging
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import urlsplit

from conductor.devserver.refusal import Refusal, ServerFault
from conductor.devserver.requests import Answer, Request, as_json

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

logger = logging.getLogger(__name__)

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
#: Bytes that a request's body may have at most.
LARGEST_BODY = 256 * 1024 * 1024

Respond = Callable[[Request], Answer]


class Listener(ThreadingHTTPServer):
    """One thread per connection, keep-alive, answers in one write."""

    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, host: str, port: int, respond: Respond) -> None:
        self.respond = respond
        self.host = host
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server who we are."""
        socket_server_bind(self)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A peer that hung up is not our problem."""
        logger.debug("connection from %s broke", client_address, exc_info=True)

    def welcomes(self, headers: Any) -> bool:
        """Whether a request is meant for us: no foreign Host or Origin while we listen on loopback only."""
        if self.host not in _LOOPBACK:
            return True
        host = headers.get("Host")
        if host and _name_of(host) not in _LOOPBACK:
            return False
        origin = headers.get("Origin")
        if not origin:
            return True
        parts = urlsplit(origin)
        return (parts.hostname or "") in _LOOPBACK and parts.port == self.server_address[1]


def socket_server_bind(server: ThreadingHTTPServer) -> None:
    """What socketserver does, without HTTPServer's look-up of the host's full name (it may take seconds)."""
    import socketserver

    socketserver.TCPServer.server_bind(server)
    host, port = server.server_address[:2]
    server.server_name = str(host)
    server.server_port = int(port)


def _name_of(host: str) -> str:
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


class _Handler(BaseHTTPRequestHandler):
    server: Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one write per answer
    timeout = 3600

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the signature of the library
        logger.debug(format, *args)

    def _serve(self) -> None:
        try:
            body = self._body()
        except ValueError:
            self.close_connection = True
            self._send(as_json({"status": 400, "message": "Unreadable request body"}, 400))
            return
        if not self.server.welcomes(self.headers):
            message = "This server answers only requests from this machine: foreign Host or Origin"
            self._send(as_json({"status": 403, "message": message, "retryable": False}, 403))
            return
        self._send(self.server.respond(Request(self.command, self.path, self.headers, body)))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = _serve  # noqa: N815

    def _body(self) -> bytes:
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            return self._chunked()
        length = int(self.headers.get("Content-Length") or 0)
        if length < 0 or length > LARGEST_BODY:
            raise ValueError(length)
        return self.rfile.read(length) if length else b""

    def _chunked(self) -> bytes:
        chunks: list[bytes] = []
        total = 0
        while True:
            size = int(self.rfile.readline(1024).split(b";")[0], 16)
            if size == 0:
                break
            total += size
            if size < 0 or total > LARGEST_BODY:
                raise ValueError(total)
            chunks.append(self.rfile.read(size))
            self.rfile.readline(16)
        while self.rfile.readline(65536) not in (b"\r\n", b"\n", b""):
            pass
        return b"".join(chunks)

    def _send(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        if answer.content_type:
            self.send_header("Content-Type", answer.content_type)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()


def responder(engine: Engine, find: Callable[[Request], Callable[[Engine, Request], Answer]]) -> Respond:
    """What turns a request into an answer, refusals and accidents included."""
    instance = socket.gethostname()

    def respond(request: Request) -> Answer:
        try:
            return find(request)(engine, request)
        except Refusal as refusal:
            return as_json(refusal.body(instance), refusal.status)
        except Exception as problem:
            logger.exception("%s %s", request.method, request.path)
            fault = ServerFault(f"{type(problem).__name__}: {problem}")
            return as_json(fault.body(instance), 500)

    return respond
