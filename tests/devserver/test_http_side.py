"""The HTTP side: who may ask, what cannot be read, how answers are framed."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest

from conductor.devserver.server import DevServer

JSON = b"Content-Type: application/json\r\n"


@pytest.fixture(scope="module")
def quiet():
    with DevServer() as running:
        yield running


def talk(quiet, raw: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send bytes on a new connection; status, headers and body of the answer."""
    with socket.create_connection(("127.0.0.1", quiet.port), timeout=5) as connection:
        connection.sendall(raw)
        return receive(connection)


def receive(connection) -> tuple[int, dict[str, str], bytes]:
    with connection.makefile("rb") as stream:
        status = int(stream.readline().split()[1])
        headers: dict[str, str] = {}
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return status, headers, stream.read(int(headers.get("content-length", 0)))


def get(quiet, path, *headers):
    lines = [f"GET {path} HTTP/1.1", *headers, "", ""]
    return talk(quiet, "\r\n".join(lines).encode())


def test_health(quiet):
    status, headers, body = get(quiet, "/health", "Host: localhost")
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == {"healthResults": [], "suppressedHealthResults": [], "healthy": True}
    assert get(quiet, "/api/health", "Host: localhost")[0] == 200


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "localhost:{port}", "127.0.0.1:{port}"])
def test_who_may_ask(quiet, host):
    assert get(quiet, "/health", "Host: " + host.format(port=quiet.port))[0] == 200


@pytest.mark.parametrize(
    "header",
    [
        "Host: evil.example",
        "Host: evil.example:8080",
        "Host: localhost.evil.example",
        "Origin: http://evil.example",
        "Origin: http://localhost:1",
        "Origin: null",
        "Origin: http://localhost:port",
        "Origin: http://[::1",
    ],
)
def test_who_may_not(quiet, header):
    others = [] if header.startswith("Host") else ["Host: localhost"]
    status, _, body = get(quiet, "/api/workflow/search", header, *others)
    assert status == 403
    assert "only requests from this machine" in json.loads(body)["message"]


def test_the_pages_own_origin_is_welcome(quiet):
    origin = f"Origin: http://localhost:{quiet.port}"
    assert get(quiet, "/api/workflow/search", "Host: localhost", origin)[0] == 200


def test_a_chunked_body_is_read(quiet):
    body = json.dumps([{"name": "chunked_def"}]).encode()
    half = len(body) // 2
    raw = b"POST /api/metadata/taskdefs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    raw += JSON + b"\r\n"
    for part in (body[:half], body[half:]):
        raw += b"%x;x=y\r\n%s\r\n" % (len(part), part)
    assert talk(quiet, raw + b"0\r\n\r\n")[0] == 200
    assert get(quiet, "/api/metadata/taskdefs/chunked_def", "Host: localhost")[0] == 200


def test_a_client_that_waits_for_leave_gets_it(quiet):
    head = b"POST /api/metadata/taskdefs HTTP/1.1\r\nHost: localhost\r\n" + JSON
    head += b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    with socket.create_connection(("127.0.0.1", quiet.port), timeout=5) as connection:
        connection.sendall(head)
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"[]")
        assert receive(connection)[0] == 400


def test_one_connection_carries_many_requests(quiet):
    with socket.create_connection(("127.0.0.1", quiet.port), timeout=5) as connection:
        for _ in range(3):
            connection.sendall(b"GET /api/tasks/poll/nobody HTTP/1.1\r\nHost: localhost\r\n\r\n")
            status, headers, body = receive(connection)
            assert (status, body) == (204, b"")
            assert "content-length" not in headers


@pytest.mark.parametrize(
    "raw",
    [
        b"nonsense\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /health HTTP/1.1\r\nno colon here\r\n\r\n",
        b"GET /health HTTP/1.1\r\n" + b"X: y\r\n" * 300 + b"\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"POST /api/tasks HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"POST /api/tasks HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST /api/tasks HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /api/tasks HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_cannot_be_read_is_refused_and_the_connection_closed(quiet, raw):
    status, headers, body = talk(quiet, raw)
    assert status == 400
    assert headers["connection"] == "close"
    assert json.loads(body)["message"].startswith("Unreadable request")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "message"),
    [
        ("GET", "/api/nope", b"", 404, "No static resource api/nope."),
        ("PUT", "/api/workflow/x", b"", 405, "Request method 'PUT' is not supported"),
        ("TRACE", "/api/tasks", b"", 405, "Request method 'TRACE' is not supported"),
        ("POST", "/api/tasks", b"", 500, "Required request body is missing"),
        ("POST", "/api/tasks", b"{", 500, "JSON parse error"),
        ("POST", "/api/tasks", b"[1]", 500, "JSON parse error: Cannot deserialize value of type"),
        ("POST", "/api/tasks", b"[" * 100_000, 500, "JSON parse error"),
        ("POST", "/api/workflow", b'{"name":"n","input":{"x":NaN}}', 500, "Non-standard token 'NaN'"),
        ("POST", "/api/workflow", b'{"name":"\xff"}', 500, "JSON parse error"),
        ("POST", "/api/workflow", b'{"name":"n","version":"x"}', 500, "JSON parse error"),
        ("GET", "/api/tasks/poll/batch/t?count=x", b"", 500, "Method parameter 'count'"),
        ("GET", "/api/tasks/poll/batch/t?timeout=9999", b"", 400, "Long Poll Timeout"),
        ("GET", "/api/workflow/search?query=garbage", b"", 400, "Incorrectly formatted query string"),
        ("GET", "/api/workflow/nope", b"", 404, "No such workflow found by id: nope"),
    ],
)
def test_refusals_read_like_the_real_servers(quiet, method, path, body, status, message):
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    found, headers, answer = talk(quiet, head.encode() + JSON + b"\r\n" + body)
    assert found == status
    assert headers["content-type"] == "application/json"
    parsed = json.loads(answer)
    assert parsed["status"] == status
    assert message in parsed["message"]
    assert parsed["retryable"] is False
    assert parsed["instance"]


def test_a_taken_port_says_so(quiet):
    with pytest.raises(OSError, match=r"[Aa]ddress already in use"):
        DevServer(port=quiet.port).start()


def test_stop_may_come_twice():
    running = DevServer().start()
    running.stop()
    running.stop()


@pytest.mark.parametrize("path", ["/", "/execution/some-id", "/workbench"])
def test_the_page_is_served_with_its_policy(quiet, path):
    status, headers, body = get(quiet, path, "Host: localhost")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in headers["content-security-policy"]
    assert b"<html" in body


def test_the_pages_files(quiet):
    assert get(quiet, "/page/app.js", "Host: localhost")[1]["content-type"].startswith("text/javascript")
    for path, status in (("/page/none.js", 404), ("/page/..%2Fapp.js", 400), ("/favicon.ico", 404)):
        assert get(quiet, path, "Host: localhost")[0] == status


def test_answers_are_dated(quiet):
    from email.utils import parsedate_to_datetime

    dated = parsedate_to_datetime(get(quiet, "/health", "Host: localhost")[1]["date"])
    assert abs(time.time() - dated.timestamp()) < 5


def test_head_is_get_without_a_body(quiet):
    with socket.create_connection(("127.0.0.1", quiet.port), timeout=5) as connection:
        connection.sendall(
            b"HEAD /api/metadata/taskdefs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        with connection.makefile("rb") as stream:
            head, _, body = stream.read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert body == b""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/metadata/workflow/a/1", {"DELETE", "OPTIONS"}),
        ("/api/workflow/a", {"GET", "HEAD", "POST", "DELETE", "OPTIONS"}),
        ("/api/workflow/bulk/pause", {"PUT", "OPTIONS"}),
    ],
)
def test_options_says_what_is_allowed(quiet, path, allowed):
    status, headers, body = talk(quiet, f"OPTIONS {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert (status, body) == (200, b"")
    assert set(headers["allow"].split(",")) == allowed


@pytest.mark.parametrize(
    "target",
    [
        "/api/workflow/a%2Fb",
        "/api/workflow/a%5Cb",
        "/api/workflow/a%00",
        "health",
        "*",
        "/api/x?q=a<b",
        "/a|b",
        "/../x",
    ],
)
def test_a_target_that_the_real_server_does_not_take(quiet, target):
    status, headers, body = get(quiet, target, "Host: localhost")
    assert status == 400
    assert headers["content-type"].startswith("text/html")
    assert b"Bad Request" in body


@pytest.mark.parametrize(
    "path", ["/api/workflow/x/", "/api//health", "/health/", "/api/", "/api/metadata//workflow"]
)
def test_slashes_count(quiet, path):
    assert get(quiet, path, "Host: localhost")[0] == 404


def test_a_proxys_way_to_ask_names_the_host_in_the_target(quiet):
    assert get(quiet, "http://localhost/health", "Host: localhost")[0] == 200
    assert get(quiet, "http://evil.example/health", "Host: localhost")[0] == 403


def test_a_header_may_go_on_in_the_next_line(quiet):
    assert get(quiet, "/health", "Host: localhost", "X: a", "  b")[0] == 200


def test_requests_may_come_before_the_answers(quiet):
    one = b"GET /api/version HTTP/1.1\r\nHost: localhost\r\n\r\n"
    last = b"GET /api/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", quiet.port), timeout=5) as connection:
        connection.sendall(one + one + last)
        with connection.makefile("rb") as stream:
            assert stream.read().count(b"HTTP/1.1 200") == 3


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 400),
        ("application/vnd.x+json; charset=utf-8", 400),
        ("APPLICATION/JSON", 400),
        ("application/json;charset=ISO-8859-1", 400),
        ("text/plain", 500),
        ("nonsense", 500),
        ("*/*", 400),
        ("", 500),
    ],
)
def test_content_types(quiet, content_type, status):
    head = f"POST /api/metadata/taskdefs HTTP/1.1\r\nHost: localhost\r\nContent-Type: {content_type}\r\n"
    found, _, body = talk(quiet, head.encode() + b"Content-Length: 2\r\n\r\n[]")
    assert found == status
    assert ("TaskDefList is empty" in body.decode()) == ("json" in content_type.lower())


def test_every_path_of_the_real_servers_document_is_known(quiet):
    document = json.loads(get(quiet, "/api-docs", "Host: localhost")[2])
    known = {
        (method, "/".join("{}" if part.startswith("{") else part for part in path.split("/")))
        for path, operations in document["paths"].items()
        for method in operations
    }
    real = json.loads((Path(__file__).parents[1] / "contract" / "openapi-3.32.3.json").read_text("utf-8"))
    for path, operations in real["paths"].items():
        if path.startswith("/api/"):
            shape = "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
            assert {(method, shape) for method in operations} <= known, path
    assert get(quiet, "/context.js", "Host: localhost")[0] == 200


def test_options_of_the_whole_server(quiet):
    status, headers, body = talk(quiet, b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (status, body) == (200, b"")
    assert "DELETE" in headers["allow"]
