"""The connection: kept, lost, reset, slow, refused."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from conductor.client.automator._lean import LeanConnection, Unanswered
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import AmbiguousAnswer, NotSent
from faults.lean.scripted import reset, scripted, send, wait_for

CERTIFICATE = Path(__file__).parents[2] / "unit" / "http" / "certificate.pem"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HOST = b"Host: x\r\n"


class Clock:
    """Real time, and what the test adds."""

    added = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.added


def test_one_connection_for_many_requests_each_in_one_send() -> None:
    with scripted(["take", send(OK), "take", send(OK)]) as server:
        connection = LeanConnection(server.url)
        assert connection.request("POST", "/api/tasks", HOST, b"{}").content == b"ok"
        assert connection.request("GET", "/api/x?y=1", HOST).content == b"ok"
        assert server.connections == 1
        assert connection.is_open
        connection.close()
        assert not connection.is_open
    assert server.requests == [
        b"POST /api/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
        b"GET /api/x?y=1 HTTP/1.1\r\nHost: x\r\n\r\n",
    ]


def test_a_post_without_body_says_so() -> None:
    with scripted(["take", send(OK)]) as server:
        LeanConnection(server.url).request("POST", "/", HOST)
    assert server.requests[0].endswith(b"Content-Length: 0\r\n\r\n")


def test_slow_and_split_answers() -> None:
    with scripted(["take", send(*(OK[i : i + 1] for i in range(len(OK))), pause=0.001)]) as server:
        assert LeanConnection(server.url).request("GET", "/", HOST).content == b"ok"


def test_a_closing_server_gets_a_new_connection() -> None:
    closing = OK.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")
    with scripted(["take", send(closing)], ["take", send(OK)]) as server:
        connection = LeanConnection(server.url)
        connection.request("GET", "/", HOST)
        assert not connection.is_open
        assert connection.request("POST", "/", HOST, b"{}").status == 200
        assert server.connections == 2


def closed_when_idle(how: Any) -> tuple[threading.Event, list[Any]]:
    done = threading.Event()
    return done, ["take", send(OK), how, lambda _: done.set()]


@pytest.mark.parametrize("how", [lambda c: c.close(), reset])
def test_a_connection_closed_while_idle_is_noticed(how: Any) -> None:
    done, script = closed_when_idle(how)
    clock = Clock()
    with scripted(script, ["take", send(OK)]) as server:
        connection = LeanConnection(server.url, now=clock)
        connection.request("GET", "/", HOST)
        assert done.wait(5)
        clock.added = 2.0  # idle for longer than is trusted: looked at before it is used
        assert connection.request("POST", "/", HOST, b"{}").status == 200
        assert len(server.requests) == 2


@pytest.mark.parametrize("how", [lambda c: c.close(), reset])
def test_a_stale_connection_just_used(how: Any) -> None:
    done, script = closed_when_idle(how)
    with scripted(script, ["take", send(OK)]) as server:
        connection = LeanConnection(server.url)
        connection.request("GET", "/", HOST)
        assert done.wait(5)
        assert connection.request("POST", "/", HOST, b"{}", repeatable=True).status == 200


def test_what_must_not_be_repeated_is_not() -> None:
    with scripted(["take", send(OK), "take", lambda c: c.close()], ["take", send(OK)]) as server:
        connection = LeanConnection(server.url)
        connection.request("POST", "/", HOST, b"1")
        with pytest.raises(AmbiguousAnswer, match="may have been done"):
            connection.request("POST", "/", HOST, b"2")
        assert len(server.requests) == 2
        assert connection.request("POST", "/", HOST, b"3").status == 200


def test_what_may_be_repeated_is_once() -> None:
    lost = ["take", reset]
    with scripted(["take", send(OK), "take", reset], lost) as server:
        connection = LeanConnection(server.url)
        connection.request("POST", "/", HOST, b"1")
        with pytest.raises(AmbiguousAnswer):
            connection.request("POST", "/", HOST, b"2", repeatable=True)
        assert server.connections == 2


def test_half_an_answer_is_not_repeated() -> None:
    with scripted(["take", send(OK), "take", send(OK[:20])], ["take", send(OK)]) as server:
        connection = LeanConnection(server.url)
        connection.request("POST", "/", HOST, b"1")
        with pytest.raises(AmbiguousAnswer, match="cut off"):
            connection.request("POST", "/", HOST, b"2", repeatable=True)
        assert server.connections == 1


@pytest.mark.parametrize("text", [b"garbage", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000])
def test_no_answer_worth_the_name(text: bytes) -> None:
    with scripted(["take", send(text)]) as server:
        connection = LeanConnection(server.url)
        with pytest.raises(AmbiguousAnswer) as caught:
            connection.request("POST", "/api/tasks", HOST, b"{}")
        assert caught.value.url == server.url + "/tasks"
        assert not caught.value.timed_out
        assert not connection.is_open


def test_a_silent_server_is_left_in_time() -> None:
    over = threading.Event()
    with scripted(["take", wait_for(over)]) as server:
        connection = LeanConnection(server.url)
        started = time.monotonic()
        with pytest.raises(AmbiguousAnswer) as caught:
            connection.request("POST", "/", HOST, b"{}", 0.1, repeatable=True)
        assert caught.value.timed_out
        assert time.monotonic() - started < 2
        over.set()


def test_a_dripping_server_is_left_in_time() -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 200
    with scripted(["take", send(*(body[i : i + 1] for i in range(len(body))), pause=0.01)]) as server:
        with pytest.raises(AmbiguousAnswer) as caught:
            LeanConnection(server.url).request("GET", "/", HOST, timeout=0.2)
        assert caught.value.timed_out


def test_a_server_that_does_not_read() -> None:
    over = threading.Event()
    with scripted([wait_for(over)]) as server:
        with pytest.raises(NotSent) as caught:
            LeanConnection(server.url).request("POST", "/", HOST, b"x" * 20_000_000, 0.2)
        assert caught.value.timed_out
        over.set()


def test_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://user:secret@127.0.0.1:{taken.getsockname()[1]}/api"
        with pytest.raises(NotSent, match=r"Connection refused .*Is the Conductor server running") as caught:
            LeanConnection(url).request("POST", "/api/tasks", HOST, b"{}")
        assert "secret" not in str(caught.value)


def test_a_slow_connect_is_bounded() -> None:
    def connect(address: Any, timeout: float) -> Any:
        assert address == ("server.test", 80)
        assert timeout == 10.0
        raise socket.timeout("timed out")

    with pytest.raises(NotSent) as caught:
        LeanConnection("http://server.test/api", connect=connect).request("GET", "/", HOST)
    assert caught.value.timed_out


def contexts() -> Any:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(CERTIFICATE)
    return server


def test_tls() -> None:
    with scripted(["take", send(OK), "take", send(OK)], tls=contexts()) as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.ssl_ca_cert = str(CERTIFICATE)
        connection = LeanConnection.to_server_of(configuration)
        for _ in range(2):
            assert connection.request("GET", "/", HOST).content == b"ok"
        assert server.connections == 1
        connection.close()


def test_an_unknown_authority_is_refused() -> None:
    with scripted(["take", send(OK)], tls=contexts()) as server:
        connection = LeanConnection.to_server_of(Configuration(server_api_url=server.url))
        with pytest.raises(NotSent, match="ssl_ca_cert") as caught:
            connection.request("GET", "/", HOST)
        assert not caught.value.transient
        assert not server.requests


def test_verification_off() -> None:
    with scripted(["take", send(OK)], tls=contexts()) as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.verify_ssl = False
        connection = LeanConnection.to_server_of(configuration)
        assert connection.request("GET", "/", HOST).content == b"ok"
        connection.close()


def test_client_certificate() -> None:
    context = contexts()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(CERTIFICATE)
    with scripted(["take", send(OK)], tls=context) as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.ssl_ca_cert = configuration.cert_file = configuration.key_file = str(CERTIFICATE)
        connection = LeanConnection.to_server_of(configuration)
        assert connection.request("GET", "/", HOST).content == b"ok"
        connection.close()


def arrived(unanswered: Unanswered) -> Any:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        answer = unanswered.take()
        if answer is not None:
            return answer
        time.sleep(0.01)
    return None


def late(connection: LeanConnection) -> Unanswered:
    with pytest.raises(Unanswered) as caught:
        connection.request("POST", "/api/tasks", HOST, b"{}", timeout=30, patience=0.05)
    return caught.value


def test_an_answer_that_is_late_is_read_when_it_is_there() -> None:
    told = threading.Event()
    with scripted(["take", lambda _: told.wait(5), send(OK)]) as server:
        connection = LeanConnection(server.url)
        unanswered = late(connection)
        assert not connection.is_open  # the next request takes another
        assert unanswered.take() is None
        told.set()
        assert arrived(unanswered).content == b"ok"
        assert server.connections == 1


def test_an_answer_that_never_comes_is_a_lost_one_in_the_end() -> None:
    told, clock = threading.Event(), Clock()
    with scripted(["take", lambda _: told.wait(5)]) as server:
        unanswered = late(LeanConnection(server.url, now=clock))
        assert unanswered.take() is None
        clock.added = 31
        with pytest.raises(AmbiguousAnswer, match="timed out"):
            unanswered.take()
        told.set()


@pytest.mark.parametrize("end", [send(OK[:20]), reset])
def test_a_late_answer_that_is_cut(end: Any) -> None:
    told = threading.Event()
    with scripted(["take", lambda _: told.wait(5), end]) as server:
        unanswered = late(LeanConnection(server.url))
        told.set()
        with pytest.raises(AmbiguousAnswer):
            arrived(unanswered)


def test_an_answer_that_has_begun_is_waited_for() -> None:
    with scripted(["take", send(OK[:20], OK[20:], pause=0.2)]) as server:
        answer = LeanConnection(server.url).request("POST", "/", HOST, patience=0.1)
        assert answer.content == b"ok"
