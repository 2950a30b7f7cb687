"""The ordinary road over real sockets: pools, redirects, gzip, proxies, TLS, big and empty answers."""

from __future__ import annotations

import gzip
import os
import socket
import ssl
import threading
import time
import traceback
import warnings
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from urllib3.exceptions import InsecureRequestWarning, SecurityWarning

from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import (
    AmbiguousAnswer,
    ApiException,
    ConnectionFailed,
    NotSent,
    ServerError,
)
from conductor.client.http import _session
from conductor.client.http._retry import RetryPolicy
from conductor.client.http.api_client import ApiClient
from conductor.client.http.rest import RESTClientObject
from unit.http.loopback import Answer, Asked, loopback

CERTIFICATE = Path(__file__).parent / "certificate.pem"
EXPIRED = Path(__file__).parent / "expired.pem"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith(("_proxy", "_ca_bundle")):
            monkeypatch.delenv(name)


def get(configuration: Configuration, path: str = "/tasks/t", **options: Any) -> Any:
    client = ApiClient(configuration)
    return client.call_api(path, "GET", response_type="object", _return_http_data_only=True, **options)


def test_clients_of_one_server_share_a_pool() -> None:
    with loopback() as server:
        clients = [ApiClient(Configuration(server_api_url=server.url)) for _ in range(3)]
        for client in clients:
            client.call_api("/a", "GET")
        assert len({asked.port for asked in server.asked}) == 1
        other = Configuration(server_api_url=server.url)
        other.verify_ssl = False
        assert _session.pool(other) is not _session.pool(clients[0].configuration)


def test_threads_make_calls_at_once() -> None:
    with loopback() as server:
        client = ApiClient(Configuration(server_api_url=server.url))
        results: list[Any] = []
        threads = [
            threading.Thread(
                target=lambda: results.append(
                    client.call_api("/a", "GET", response_type="object", _return_http_data_only=True)
                )
            )
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results == [{}] * 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_opens_its_own_sockets() -> None:
    with loopback() as server:
        client = ApiClient(Configuration(server_api_url=server.url))
        client.call_api("/parent", "GET")
        child = os.fork()
        if child == 0:
            try:
                client.call_api("/child", "GET")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        client.call_api("/parent", "GET")
        ports = {asked.path: asked.port for asked in server.asked}
        assert len(server.asked) == 3
        assert ports["/api/child"] != ports["/api/parent"]


def test_gzip_and_four_megabytes_and_nothing() -> None:
    big = b'"' + b"x" * 4_000_000 + b'"'

    def answer(asked: Asked) -> Answer:
        if asked.path.endswith("/big"):
            return Answer(200, gzip.compress(big), {"Content-Encoding": "gzip"})
        return Answer(200, b"")

    with loopback(answer) as server:
        configuration = Configuration(server_api_url=server.url)
        assert len(get(configuration, "/big")) == 4_000_000
        assert get(configuration, "/nothing") is None
        assert server.asked[0].headers["accept-encoding"] == "gzip"


def test_redirects_are_followed_and_the_token_stays_at_home() -> None:
    with loopback() as elsewhere:

        def answer(asked: Asked) -> Answer:
            if asked.path == "/api/near":
                return Answer(307, b"", {"Location": "/api/there"})
            if asked.path == "/api/far":
                return Answer(307, b"", {"Location": f"{elsewhere.origin}/x"})
            return Answer(200, b'{"here": true}')

        with loopback(answer) as server:
            configuration = Configuration(server_api_url=server.url)
            configuration.update_token("secret")
            client = ApiClient(configuration)
            data = client.call_api(
                "/near", "POST", body={"a": 1}, response_type="object", _return_http_data_only=True
            )
            assert data == {"here": True}
            assert [(a.method, a.path, a.body) for a in server.asked] == [
                ("POST", "/api/near", b'{"a":1}'), ("POST", "/api/there", b'{"a":1}')
            ]  # fmt: skip
            assert server.asked[1].headers["x-authorization"] == "secret"
            client.call_api("/far", "GET")
            assert "x-authorization" not in elsewhere.asked[0].headers


def test_user_and_password_in_the_url() -> None:
    with loopback() as server:
        get(Configuration(server_api_url=server.url.replace("127.0.0.1", "us%40er:p%3Aw@127.0.0.1")))
        assert server.asked[0].headers["authorization"] == "Basic dXNAZXI6cDp3"


@pytest.mark.parametrize("how", ["configuration", "environment", "no_proxy"])
def test_proxies(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    with loopback() as proxy, loopback() as server:
        configuration = Configuration(server_api_url=server.url)
        if how == "configuration":
            configuration.proxy = proxy.origin
        else:
            monkeypatch.setenv("HTTP_PROXY", proxy.origin)
        if how == "no_proxy":
            monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        get(configuration)
        assert [a.path for a in proxy.asked] == ([] if how == "no_proxy" else [f"{server.url}/tasks/t"])
        assert len(server.asked) == (1 if how == "no_proxy" else 0)


def test_a_proxy_that_wants_a_password() -> None:
    def answer(asked: Asked) -> Answer:
        known = asked.headers.get("proxy-authorization") == "Basic bWU6aHVzaA=="
        return Answer() if known else Answer(407, b"<html>who?</html>", {"Content-Type": "text/html"})

    with loopback(answer) as proxy:
        configuration = Configuration(server_api_url="http://conductor.test/api")
        configuration.proxy = proxy.origin.replace("//", "//me:hush@")
        assert get(configuration) == {}
        configuration = Configuration(server_api_url="http://conductor.test/api")
        configuration.proxy = proxy.origin
        with pytest.raises(ApiException, match=r"\(407\) Proxy Authentication Required: <html>who"):
            get(configuration)


def test_a_proxy_that_is_not_there() -> None:
    configuration = Configuration(server_api_url="http://conductor.test/api")
    configuration.proxy = "http://me:hush@127.0.0.1:1"
    client = ApiClient(configuration)
    client.rest_client = RESTClientObject(configuration=configuration, sleep=lambda _seconds: None)
    with pytest.raises(NotSent, match=r"Check the proxy: Configuration.proxy, HTTP_PROXY") as caught:
        client.call_api("/tasks/t", "GET")
    assert "hush" not in "".join(
        traceback.format_exception(NotSent, caught.value, caught.value.__traceback__)
    )


@pytest.mark.parametrize("stamp", ["seconds", "date"])
def test_retry_after(stamp: str) -> None:
    soon = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=7.5), usegmt=True)
    answers = [Answer(429, b"", {"Retry-After": "7" if stamp == "seconds" else soon}), Answer()]
    slept: list[float] = []
    with loopback(lambda _: answers.pop(0)) as server:
        client = RESTClientObject(configuration=Configuration(server_api_url=server.url), sleep=slept.append)
        assert client.POST(f"{server.url}/workflow", body={}).status == 200
    [wait] = slept
    assert 5 < wait < 9


@pytest.mark.parametrize(
    ("answer", "kind", "text"),
    [
        (Answer(502, b"<html><h1>Bad Gateway</h1>nginx"), ServerError, r"\(502\).*Bad Gateway</h1>nginx"),
        (Answer(200, b'{"taskId": "x", "inp'), ApiException, r'\(200\).*"inp.*not JSON: is a proxy'),
        (Answer(200, b"{}", {"Content-Length": "99", "Connection": "close"}), AmbiguousAnswer, "97 more"),
        (Answer(200, b"no gzip", {"Content-Encoding": "gzip"}), AmbiguousAnswer, "decompressing"),
    ],
)
def test_broken_answers(answer: Answer, kind: type[ApiException], text: str) -> None:
    with loopback(lambda _: answer) as server:
        configuration = Configuration(server_api_url=server.url)
        client = ApiClient(configuration)
        client.rest_client = RESTClientObject(configuration=configuration, retry=RetryPolicy(attempts=1))
        with pytest.raises(kind, match=text) as caught:
            client.call_api("/tasks/t", "GET", response_type="Task")
    assert f"{server.url}/tasks/t" in str(caught.value)


def server_context(certificate: Path = CERTIFICATE) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_of_another_name() -> None:
    with loopback(tls=server_context()) as server:
        configuration = Configuration(server_api_url=server.url.replace("127.0.0.1", "localhost"))
        configuration.ssl_ca_cert = str(CERTIFICATE)
        with pytest.raises(NotSent, match=r"not valid for 'localhost'") as caught:
            get(configuration)
        assert not caught.value.transient


def test_a_certificate_that_has_expired() -> None:
    with loopback(tls=server_context(EXPIRED)) as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.ssl_ca_cert = str(EXPIRED)
        with pytest.raises(NotSent, match=r"certificate (has expired|is not yet valid)"):
            get(configuration)


def test_a_server_that_wants_a_certificate() -> None:
    context = server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(CERTIFICATE)
    with loopback(tls=context) as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.ssl_ca_cert = str(CERTIFICATE)
        with pytest.raises(ConnectionFailed):
            get(configuration)
        configuration.cert_file, configuration.key_file = str(CERTIFICATE), str(EXPIRED)
        with pytest.raises(NotSent, match=r"(?i)key values mismatch.*cert_file"):
            get(configuration)


def test_tls_by_default_refuses_an_unknown_authority() -> None:
    with loopback(tls=server_context()) as server:
        with pytest.raises(NotSent, match=r"ssl_ca_cert.*verify_ssl") as caught:
            get(Configuration(server_api_url=server.url))
        assert not caught.value.transient
        assert server.asked == []


@pytest.mark.parametrize("how", ["ssl_ca_cert", "verify_ssl", "environment"])
def test_tls_settings(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    with loopback(tls=server_context()) as server:
        configuration = Configuration(server_api_url=server.url)
        if how == "ssl_ca_cert":
            configuration.ssl_ca_cert = str(CERTIFICATE)
        elif how == "verify_ssl":
            configuration.verify_ssl = False
        else:
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
        with warnings.catch_warnings(record=True) as warned:
            warnings.resetwarnings()
            warnings.simplefilter("always", SecurityWarning, append=True)  # as urllib3 does
            assert [get(configuration) for _ in range(3)] == [{}] * 3
        # urllib3 would say it for each request.
        assert len(warned) == (1 if how == "verify_ssl" else 0)


@pytest.mark.parametrize("action", ["ignore", "error", "always"])
def test_what_the_program_says_of_unverified_requests_counts(action: Any) -> None:
    configuration = Configuration(server_api_url="https://server.test/api")
    configuration.verify_ssl = False
    with warnings.catch_warnings():
        warnings.simplefilter(action, InsecureRequestWarning)
        before = list(warnings.filters)
        assert RESTClientObject(configuration=configuration).connection.verify is False
        assert warnings.filters == before


def test_a_warning_that_the_program_makes_an_error_is_no_lost_answer() -> None:
    with loopback(tls=server_context()) as server, warnings.catch_warnings():
        warnings.simplefilter("error", InsecureRequestWarning)
        configuration = Configuration(server_api_url=server.url)
        configuration.verify_ssl = False
        with pytest.raises(InsecureRequestWarning):
            get(configuration)


def test_client_certificate() -> None:
    context = server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(CERTIFICATE)
    with loopback(tls=context) as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.ssl_ca_cert = configuration.cert_file = str(CERTIFICATE)
        configuration.key_file = str(CERTIFICATE)
        assert get(configuration) == {}


def test_assert_hostname() -> None:
    with loopback(tls=server_context()) as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.ssl_ca_cert = str(CERTIFICATE)
        configuration.assert_hostname = "somebody.else"
        with pytest.raises(NotSent):
            get(configuration)
        configuration = Configuration(server_api_url=server.url.replace("127.0.0.1", "localhost"))
        configuration.ssl_ca_cert = str(CERTIFICATE)
        configuration.assert_hostname = "127.0.0.1"
        assert get(configuration) == {}


def test_refused_within_two_seconds() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/api"
        slept: list[float] = []
        client = RESTClientObject(configuration=Configuration(server_api_url=url), sleep=slept.append)
        started = time.monotonic()
        with pytest.raises(NotSent) as caught:
            client.GET(f"{url}/tasks/t")
        assert sum(slept) + time.monotonic() - started < 2
        assert str(caught.value).startswith(
            f"(0) Connection refused (GET {url}/tasks/t) Is the Conductor server"
        )


def test_a_silent_server_is_left_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        with pytest.raises(AmbiguousAnswer) as caught:
            get(Configuration(server_api_url=url), _request_timeout=0.1)
        assert caught.value.timed_out


def test_a_session_of_the_user_s_own_sends_its_own_headers() -> None:
    with loopback() as server:
        configuration = Configuration(server_api_url=server.url)
        configuration.http_connection = requests.Session()
        configuration.http_connection.headers["X-Mine"] = "yes"
        get(configuration)
        configuration.http_connection.close()
        assert server.asked[0].headers["x-mine"] == "yes"


def test_an_answer_left_unread() -> None:
    with loopback(lambda _: Answer(200, b"later")) as server:
        answer = get(Configuration(server_api_url=server.url), _preload_content=False)
        assert answer.status == 200
        assert answer.resp.raw.read() == b"later"
        answer.resp.close()


def test_close_and_go_on() -> None:
    with loopback() as server:
        client = RESTClientObject(configuration=Configuration(server_api_url=server.url))
        client.GET(f"{server.url}/a")
        client.close()
        assert client.GET(f"{server.url}/a").status == 200
