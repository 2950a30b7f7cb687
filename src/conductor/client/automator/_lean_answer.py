"""Reads one HTTP/1.1 answer from a stream of bytes (RFC 9112)."""

from __future__ import annotations

import re
from typing import Callable

MAX_HEAD = 65_536  # bytes of status line and headers
MAX_HEADERS = 128
_MAX_INTERIM = 16  # answers of 1xx before the real one
_MAX_LINE = 8_192  # of a chunk's size and extensions

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) (\d{3})(?: ([^\r\n]*))?")
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f]{1,16}")


class BadAnswer(Exception):
    """What came is no answer, or ended too early."""


class LeanAnswer:
    """Status, reason, headers (lower case), body; ``reusable``: the connection takes another request."""

    __slots__ = ("content", "headers", "reason", "reusable", "status")

    def __init__(
        self, status: int, reason: str, headers: dict[str, str], content: bytes, reusable: bool
    ) -> None:
        self.status = status
        self.reason = reason
        self.headers = headers
        self.content = content
        self.reusable = reusable

    @property
    def data(self) -> str:
        """The body's text."""
        return self.content.decode("utf-8", "replace")

    def getheaders(self) -> dict[str, str]:
        """The headers."""
        return self.headers


class AnswerReader:
    """Reads one answer. ``receive()`` returns the bytes that came next, b"" at the stream's end."""

    def __init__(self, receive: Callable[[], bytes]) -> None:
        self._receive = receive
        self._buffer = b""
        self.started = False

    def read(self) -> LeanAnswer:
        """The answer. Raises BadAnswer, and what ``receive`` raises."""
        for _ in range(_MAX_INTERIM):
            version, status, reason, headers = self._head()
            if status >= 200:
                break
            if status == 101:
                raise BadAnswer("an upgrade nobody asked for")
        else:
            raise BadAnswer("too many interim answers")
        content, delimited = self._body(status, headers)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if content and encoding != "identity":
            content = _decompressed(content, encoding)
        connection = headers.get("connection", "").lower()
        keeps = "keep-alive" in connection if version == b"0" else "close" not in connection
        return LeanAnswer(status, reason, headers, content, keeps and delimited and not self._buffer)

    def _more(self) -> bytes:
        received = self._receive()
        if not received:
            raise BadAnswer("the answer was cut off" if self.started else "the connection was closed")
        self.started = True
        return received

    def _head(self) -> tuple[bytes, int, str, dict[str, str]]:
        searched = 0
        while True:
            end = _END_OF_HEAD.search(self._buffer, searched)
            if end is not None:
                break
            if len(self._buffer) > MAX_HEAD:
                raise BadAnswer(f"more than {MAX_HEAD} bytes of headers")
            if not self._buffer[:5].startswith(b"HTTP/"[: len(self._buffer)]):
                raise BadAnswer("not HTTP")
            searched = max(0, len(self._buffer) - 3)
            self._buffer += self._more()
        if end.start() > MAX_HEAD:
            raise BadAnswer(f"more than {MAX_HEAD} bytes of headers")
        lines = self._buffer[: end.start()].split(b"\n")
        self._buffer = self._buffer[end.end() :]
        match = _STATUS_LINE.fullmatch(lines[0].rstrip(b"\r"))
        if match is None:
            raise BadAnswer("not an HTTP/1.1 status line")
        return match[1], int(match[2]), (match[3] or b"").decode("latin-1"), _headers(lines[1:])

    def _body(self, status: int, headers: dict[str, str]) -> tuple[bytes, bool]:
        """The body, and whether its end was told (else the closed connection told it)."""
        if status in (204, 304):
            return b"", True
        transfer = headers.get("transfer-encoding")
        if transfer is not None:
            if transfer.strip().lower() != "chunked":
                raise BadAnswer(f"transfer encoding {transfer!r}")
            return self._chunks(), "content-length" not in headers
        length = headers.get("content-length")
        if length is not None:
            return self._exactly(_length(length)), True
        return self._to_the_end(), False

    def _exactly(self, count: int) -> bytes:
        if len(self._buffer) < count:
            parts, have = [self._buffer], len(self._buffer)
            while have < count:
                received = self._more()
                parts.append(received)
                have += len(received)
            self._buffer = b"".join(parts)
        wanted, self._buffer = self._buffer[:count], self._buffer[count:]
        return wanted

    def _to_the_end(self) -> bytes:
        parts = [self._buffer]
        while True:
            received = self._receive()
            if not received:
                self._buffer = b""
                return b"".join(parts)
            parts.append(received)

    def _line(self) -> bytes:
        while b"\n" not in self._buffer:
            if len(self._buffer) > _MAX_LINE:
                raise BadAnswer("a line without end")
            self._buffer += self._more()
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.rstrip(b"\r")

    def _chunks(self) -> bytes:
        parts: list[bytes] = []
        while True:
            size = self._line().partition(b";")[0].strip()
            if not _HEXADECIMAL.fullmatch(size):
                raise BadAnswer("a chunk without size")
            count = int(size, 16)
            if count == 0:
                break
            parts.append(self._exactly(count))
            if self._line():
                raise BadAnswer("a chunk longer than it says")
        for _ in range(MAX_HEADERS):
            if not self._line():  # else a trailer, which nobody needs
                return b"".join(parts)
        raise BadAnswer("too many trailers")


def _headers(lines: list[bytes]) -> dict[str, str]:
    if len(lines) > MAX_HEADERS:
        raise BadAnswer(f"more than {MAX_HEADERS} headers")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon or not name or name.strip() != name:
            raise BadAnswer("a header without name")
        name, value = name.lower(), value.strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _length(text: str) -> int:
    lengths = {part.strip() for part in text.split(",")}
    only = lengths.pop()
    if lengths or not (only.isascii() and only.isdigit()):
        raise BadAnswer(f"content length {text!r}")
    return int(only)


def _decompressed(content: bytes, encoding: str) -> bytes:
    import zlib

    if encoding not in ("gzip", "x-gzip"):
        raise BadAnswer(f"content encoding {encoding!r}")
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacking.decompress(content) + unpacking.flush()
    except zlib.error as error:
        raise BadAnswer(f"broken gzip: {error}") from error
    if not unpacking.eof:
        raise BadAnswer("half a gzip body")
    return unpacked
