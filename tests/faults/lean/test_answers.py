"""Every way an answer can be written, cut, delayed and spoiled."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING

import pytest

from conductor.client.automator._lean_answer import MAX_HEAD, MAX_HEADERS, AnswerReader, BadAnswer, LeanAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable


def read(*pieces: bytes) -> LeanAnswer:
    """Read an answer that arrives in these pieces, then ends."""
    arriving = iter(pieces)
    return AnswerReader(lambda: next(arriving, b"")).read()


PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n[1,2,3]"
CHUNKED = b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNKED += b"4;name=value\r\n[1,2\r\n3\r\n,3]\r\n0\r\nTrailer: x\r\n\r\n"
ZIPPED = gzip.compress(b"[1,2,3]", mtime=0)  # the time would make other test ids in each process
GZIP = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(ZIPPED), ZIPPED)
TO_THE_END = b"HTTP/1.1 200 OK\r\n\r\n[1,2,3]"
AFTER_INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + PLAIN
LINE_FEEDS = PLAIN.replace(b"\r\n", b"\n")
WHOLE = [PLAIN, CHUNKED, GZIP, TO_THE_END, AFTER_INTERIM, LINE_FEEDS]


@pytest.mark.parametrize("text", WHOLE)
def test_at_once(text: bytes) -> None:
    answer = read(text)
    assert (answer.status, answer.content, answer.data) == (200, b"[1,2,3]", "[1,2,3]")


@pytest.mark.parametrize("text", WHOLE)
def test_byte_by_byte(text: bytes) -> None:
    assert read(*(text[i : i + 1] for i in range(len(text)))).content == b"[1,2,3]"


@pytest.mark.parametrize("text", WHOLE)
def test_split_anywhere(text: bytes) -> None:
    for at in range(1, len(text)):
        assert read(text[:at], text[at:]).content == b"[1,2,3]"


def cuts(text: bytes) -> Iterable[bytes]:
    return (text[:at] for at in range(len(text)))


@pytest.mark.parametrize("text", [PLAIN, CHUNKED, GZIP, AFTER_INTERIM])
def test_cut_anywhere_it_is_an_error(text: bytes) -> None:
    for half in cuts(text):
        with pytest.raises(BadAnswer):
            read(half)


def test_headers_are_found_in_any_case() -> None:
    answer = read(b"HTTP/1.1 404 Not Found\r\nX-A:  b \r\nx-a: c\r\nCONTENT-LENGTH: 0\r\n\r\n")
    assert (answer.status, answer.reason, answer.getheaders()["x-a"]) == (404, "Not Found", "b, c")
    assert answer.content == b""


@pytest.mark.parametrize(
    ("text", "reusable"),
    [
        (PLAIN, True),
        (CHUNKED, True),
        (TO_THE_END, False),
        (PLAIN.replace(b"HTTP/1.1", b"HTTP/1.0"), False),
        (PLAIN.replace(b"HTTP/1.1 200 OK", b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive"), True),
        (PLAIN.replace(b"OK", b"OK\r\nConnection: close"), False),
        (PLAIN + b"HTTP/1.1 200 what nobody asked for", False),
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", True),
        (CHUNKED.replace(b"chunked", b"chunked\r\nContent-Length: 3"), False),
    ],
)
def test_which_connections_can_be_used_again(text: bytes, reusable: bool) -> None:
    assert read(text).reusable is reusable


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x16\x03\x01\x02",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/2.0 200 OK\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 17,
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: b\r\n folded\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-A : b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 17 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
        + b"T: x\r\n" * (MAX_HEADERS + 1)
        + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\n" + ZIPPED[:12],
    ],
)
def test_garbage(text: bytes) -> None:
    with pytest.raises(BadAnswer):
        read(text)


def test_the_same_length_said_twice_is_one() -> None:
    assert read(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na").content == b"a"


def test_oversized_heads() -> None:
    def endless() -> bytes:
        return b"HTTP/1.1 200 OK\r\nX: " + b"x" * 60_000

    with pytest.raises(BadAnswer, match="bytes of headers"):
        AnswerReader(endless).read()
    with pytest.raises(BadAnswer, match="bytes of headers"):
        read(b"HTTP/1.1 200 OK\r\nX: " + b"x" * MAX_HEAD + b"\r\n\r\n")
    with pytest.raises(BadAnswer, match="headers"):
        read(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * (MAX_HEADERS + 1) + b"\r\n")
    with pytest.raises(BadAnswer, match="line without end"):
        read(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1;" + b"x" * 5000] * 3)


def test_four_megabytes_in_random_pieces() -> None:
    body = bytes(random.Random(1).choices(range(256), k=4_000_000))
    text = b"HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n" + body
    pieces, at = [], 0
    draw = random.Random(2)
    while at < len(text):
        size = draw.randint(1, 70_000)
        pieces.append(text[at : at + size])
        at += size
    assert read(*pieces).content == body


def test_random_spoiling_never_hangs_nor_crashes() -> None:
    draw = random.Random(3)
    for _ in range(3000):
        text = bytearray(draw.choice(WHOLE))
        for _ in range(draw.randint(1, 4)):
            text[draw.randrange(len(text))] = draw.randrange(256)
        try:
            answer = read(bytes(text))
        except BadAnswer:
            continue
        assert 200 <= answer.status <= 999
