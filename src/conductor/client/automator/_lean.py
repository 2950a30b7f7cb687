"""A keep-alive connection for the two requests that a worker makes all day.

A call through requests costs 250 µs and more of CPU, this one about a tenth. It does one thing: HTTP/1.1 to
one server, request in one send, answer read by ``_lean_answer``. When it must not be used:
``_lean_settings.lean_allowed``.
"""

from __future__ import annotations

import copy
import select
import socket
import time
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import urlsplit

from conductor.client.automator._lean_answer import AnswerReader, BadAnswer, LeanAnswer
from conductor.client.automator._lean_settings import lean_allowed, tls_context
from conductor.client.configuration._environment import without_credentials
from conductor.client.exceptions import AmbiguousAnswer, NotSent
from conductor.client.http import _failures

if TYPE_CHECKING:
    import ssl

    from conductor.client.configuration.configuration import Configuration

__all__ = ["AmbiguousAnswer", "LeanAnswer", "LeanConnection", "NotSent", "lean_allowed"]

CONNECT_TIMEOUT = 10.0  # seconds
_TRUSTED_IDLE = 1.0  # seconds; a connection idle for longer is looked at before it is used again
_REST = 5.0  # seconds for the rest of an answer that has begun late
_PIECE = 65_536


class Unanswered(Exception):
    """A request was sent and nothing of its answer is there yet: its connection is kept open for it."""

    def __init__(self, connection: LeanConnection, deadline: float, method: str, path: str) -> None:
        super().__init__("no answer yet")
        self._connection = connection
        self._deadline = deadline
        self._request = (method, path)

    def take(self) -> LeanAnswer | None:
        """The answer; None while it may still come. Does not wait. Raises AmbiguousAnswer."""
        return self._connection.late_answer(self._deadline, *self._request)


class LeanConnection:
    """One connection, opened when needed, reused while the server keeps it. Not for two threads at a time."""

    def __init__(
        self,
        url: str,
        tls: ssl.SSLContext | None = None,
        *,
        connect: Callable[..., Any] = socket.create_connection,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or (443 if tls else 80))
        self._origin = without_credentials(f"{parts.scheme}://{parts.netloc}")
        self._tls = tls
        self._connect = connect
        self._now = now
        self._socket: Any = None
        self._used_at = 0.0

    @classmethod
    def to_server_of(cls, configuration: Configuration) -> LeanConnection:
        """A connection with that configuration's address and TLS settings."""
        return cls(configuration.host, tls_context(configuration))

    def request(
        self,
        method: str,
        path: str,
        headers: bytes,
        body: bytes = b"",
        timeout: float = 120.0,
        *,
        repeatable: bool = False,
        patience: float | None = None,
    ) -> LeanAnswer:
        """Send one request and read its answer, whatever its status.

        ``headers`` are the lines as they go out, each ended by CRLF, Host among them; Content-Length is
        added. ``timeout``: seconds for all of it. Raises NotSent where the server cannot have got the whole
        request. A connection that the server closed while it was idle is opened again, once, where nothing
        of an answer came and the request may be done twice (``repeatable``). Else AmbiguousAnswer. Where
        nothing of the answer has come after ``patience`` seconds: Unanswered.
        """
        length = b"Content-Length: %d\r\n\r\n" % len(body) if body or method != "GET" else b"\r\n"
        message = b"%s %s HTTP/1.1\r\n%s%s%s" % (method.encode(), path.encode(), headers, length, body)
        deadline = self._now() + timeout
        if self._socket is not None and self._is_stale():
            self.close()
        while True:
            reused = self._socket is not None
            try:
                self._send(message, deadline)
            except OSError as error:
                self.close()
                if reused and not _timed_out(error):
                    continue  # half a request is none: the server had closed the connection
                raise self._failed(_failures.not_sent, error, method, path) from error
            first = deadline if patience is None else min(deadline, self._now() + patience)
            reader: AnswerReader = AnswerReader(
                lambda: self._receive(deadline if reader.started else first)  # noqa: B023 - called at once
            )
            try:
                answer = reader.read()
            except (OSError, BadAnswer) as error:
                if first < deadline and not reader.started and _timed_out(error):
                    raise Unanswered(self._handed_over(), deadline, method, path) from None
                self.close()
                if reused and repeatable and not reader.started and not _timed_out(error):
                    continue
                raise self._failed(_failures.ambiguous, error, method, path) from error
            if not answer.reusable:
                self.close()
            self._used_at = self._now()
            return answer

    def late_answer(self, deadline: float, method: str, path: str) -> LeanAnswer | None:
        """What :meth:`Unanswered.take` returns. The connection is closed after it."""
        begun = _readable(self._socket)
        if not begun and self._now() < deadline:
            return None
        until = self._now() + _REST if begun else deadline
        reader = AnswerReader(lambda: self._receive(until))
        try:
            return reader.read()
        except (OSError, BadAnswer) as error:
            raise self._failed(_failures.ambiguous, error, method, path) from error
        finally:
            self.close()

    def _handed_over(self) -> LeanConnection:
        """Another that has the open socket; this one opens a new."""
        other = copy.copy(self)
        self._socket = None
        return other

    @property
    def is_open(self) -> bool:
        """Whether there is a connection to be reused."""
        return self._socket is not None

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __del__(self) -> None:
        if getattr(self, "_socket", None) is not None:
            self._socket.close()

    def _send(self, message: bytes, deadline: float) -> None:
        if self._socket is None:
            self._socket = self._opened(min(CONNECT_TIMEOUT, self._left(deadline)))
        self._socket.settimeout(self._left(deadline))
        self._socket.sendall(message)

    def _opened(self, timeout: float) -> Any:
        opened = self._connect(self._address, timeout)
        try:
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            return self._tls.wrap_socket(opened, server_hostname=self._address[0]) if self._tls else opened
        except BaseException:
            opened.close()
            raise

    def _receive(self, deadline: float) -> bytes:
        self._socket.settimeout(self._left(deadline))
        received: bytes = self._socket.recv(_PIECE)
        return received

    def _left(self, deadline: float) -> float:
        left = deadline - self._now()
        if left <= 0:
            raise socket.timeout("timed out")
        return left

    def _is_stale(self) -> bool:
        """Whether an idle connection has something to read: its end, or what nobody asked for."""
        if self._now() - self._used_at < _TRUSTED_IDLE:
            return False
        try:
            return _readable(self._socket)
        except (OSError, ValueError):
            return True

    def _failed(self, explain: Callable[..., Any], error: Exception, method: str, path: str) -> Any:
        failure = explain(error, method, self._origin + path)
        failure.timed_out = _timed_out(error)
        return failure


def _timed_out(error: Exception) -> bool:
    return isinstance(error, socket.timeout) or "timed out" in str(error)


def _readable(opened: Any) -> bool:
    if hasattr(select, "poll"):
        waiting = select.poll()
        waiting.register(opened, select.POLLIN)
        return bool(waiting.poll(0))
    return bool(select.select([opened], [], [], 0)[0])
