"""The HTTP side: sockets, requests in, answers out, and who may ask."""

from __future__ import annotations

import logging
import re
import socket
import sys
import time
from email.utils import formatdate
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
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
_LONGEST_LINE = 65536
_MOST_HEADERS = 200

#: Server: Tomcat takes nothing else in a request's target, nor these in a path.
_TARGET = re.compile(r"[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]*")
_NOT_IN_PATH = re.compile(r"%(2f|5c|00)|^(/[^/?]+)?/\.\.(/|$)|^/\.\.", re.IGNORECASE)
_TITLE = "HTTP Status 400 – Bad Request"
_BAD_TARGET = Answer(
    400,
    "text/html;charset=utf-8",
    (
        f'<!doctype html><html lang="en"><head><title>{_TITLE}</title><style type="text/css">body '
        "{font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 "
        "{font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} "
        ".line {height:1px;background-color:#525D76;border:none;}</style></head><body>"
        f"<h1>{_TITLE}</h1></body></html>"
    ).encode(),
)
_METHODS = Answer(200, "", b"", (("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS"),))
_ONLY_ONCE = ("host", "content-length")

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
        """Bind without HTTPServer's look-up of the host's full name, which may take seconds."""
        TCPServer.server_bind(self)
        host, port = self.server_address[:2]
        self.server_name = str(host)
        self.server_port = int(port)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A peer that hung up is not our problem."""
        logger.debug("connection from %s broke: %s", client_address, sys.exc_info()[1])

    def welcomes(self, headers: dict[str, str]) -> bool:
        """Whether a request is meant for us: no foreign Host or Origin while we listen on loopback only."""
        if self.host not in _LOOPBACK:
            return True
        host = headers.get("host")
        if host and _name_of(host) not in _LOOPBACK:
            return False
        origin = headers.get("origin")
        if not origin:
            return True
        try:
            parts = urlsplit(origin)
            return parts.hostname in _LOOPBACK and parts.port == self.server_address[1]
        except ValueError:  # no URL at all
            return False


def _name_of(host: str) -> str:
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


class _Handler(BaseHTTPRequestHandler):
    server: Listener  # pyright: ignore[reportIncompatibleVariableOverride]
    disable_nagle_algorithm = True
    wbufsize = -1  # one write per answer
    timeout = 3600

    def handle_one_request(self) -> None:
        """Read a request and answer it.

        The library's own way takes the headers through its parser of e-mail, which costs more than all the
        rest of a request.
        """
        try:
            line = self.rfile.readline(_LONGEST_LINE + 1)
            words = line.split()
            if not words:
                self.close_connection = True
                return
            if not line.rstrip().rpartition(b" ")[2].startswith(b"HTTP/1.") or len(line) > _LONGEST_LINE:
                raise ValueError("request line")
            headers = self._read_headers()
            if "host" not in headers and words[-1] == b"HTTP/1.1":
                raise ValueError("no Host header")
            if len(words) != 3:
                self.close_connection = True
                self._send("GET", _BAD_TARGET)
                return
            self.close_connection = _closes(words[-1], headers)
            if headers.get("expect", "").lower() == "100-continue":
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                self.wfile.flush()
            body = self._read_body(headers)
        except TimeoutError:
            self.close_connection = True
            return
        except ValueError as problem:
            self.close_connection = True
            message = f"Unreadable request: {problem}"
            self._send("GET", as_json({"status": 400, "message": message, "retryable": False}, 400))
            return
        method, target = words[0].decode("latin-1"), words[1].decode("latin-1")
        if target.startswith("http://"):  # as a proxy is asked
            host, _, path = target[7:].partition("/")
            headers["host"], target = host, f"/{path}"
        if not self.server.welcomes(headers):
            message = "This server answers only requests from this machine: foreign Host or Origin"
            self._send(method, as_json({"status": 403, "message": message, "retryable": False}, 403))
            return
        if target == "*" and method == "OPTIONS":  # it asks about the server as a whole
            self._send(method, _METHODS)
            return
        if (
            not target.startswith("/")
            or _TARGET.fullmatch(target) is None
            or _NOT_IN_PATH.search(target.partition("?")[0])
        ):
            self._send(method, _BAD_TARGET)
            return
        self._send(method, self.server.respond(Request(method, target, headers, body)))

    def _read_headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        for _ in range(_MOST_HEADERS):
            line = self.rfile.readline(_LONGEST_LINE + 1)
            if line in (b"\r\n", b"\n", b""):
                return headers
            if line[:1] in (b" ", b"\t") and headers:  # goes on from the line before
                headers[next(reversed(headers))] += " " + line.strip().decode("latin-1")
                continue
            label, colon, value = line.partition(b":")
            name = label.decode("latin-1").lower()
            if not colon or len(line) > _LONGEST_LINE or (name in headers and name in _ONLY_ONCE):
                break
            headers[name] = value.strip().decode("latin-1")
        raise ValueError("headers")

    def _read_body(self, headers: dict[str, str]) -> bytes:
        encoding = headers.get("transfer-encoding", "").strip().lower()
        if encoding == "chunked":
            return self._read_chunks()
        if encoding not in ("", "identity"):
            raise ValueError(f"Transfer-Encoding {encoding}")
        length = int(headers.get("content-length") or 0)
        if length < 0 or length > LARGEST_BODY:
            raise ValueError(f"a body of {length} bytes")
        body = self.rfile.read(length) if length else b""
        if len(body) < length:
            raise ValueError("the body ended early")
        return body

    def _read_chunks(self) -> bytes:
        chunks: list[bytes] = []
        total = 0
        while True:
            size = int(self.rfile.readline(1024).split(b";")[0], 16)
            if size == 0:
                break
            total += size
            if size < 0 or total > LARGEST_BODY:
                raise ValueError(f"a body of {total} bytes")
            chunks.append(self.rfile.read(size))
            self.rfile.readline(16)
        while self.rfile.readline(_LONGEST_LINE) not in (b"\r\n", b"\n", b""):
            pass
        return b"".join(chunks)

    def _send(self, method: str, answer: Answer) -> None:
        reason = self.responses.get(answer.status, ("",))[0]
        head = f"HTTP/1.1 {answer.status} {reason}\r\n"
        head += f"Date: {_date(int(time.time()))}\r\n"
        if answer.content_type:
            head += f"Content-Type: {answer.content_type}\r\n"
        for name, value in answer.headers:
            head += f"{name}: {value}\r\n"
        if answer.status != 204:
            head += f"Content-Length: {len(answer.body)}\r\n"
        if self.close_connection:
            head += "Connection: close\r\n"
        self.wfile.write(head.encode("latin-1") + b"\r\n")
        if method != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    """The header's text; a second's answers share it."""
    return formatdate(second, usegmt=True)


def _closes(version: bytes, headers: dict[str, str]) -> bool:
    return version != b"HTTP/1.1" or "close" in headers.get("connection", "").lower()


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
