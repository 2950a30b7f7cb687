"""Query, path and body as they are written."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from enum import Enum
from typing import Any

import pytest

from conductor.client.exceptions import EncodingError
from conductor.client.http._writing import pairs, plain, prepared, through, with_path, with_query, write_body


class Color(Enum):
    RED = "red"


class Kind(str, Enum):
    ONE = "one"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (True, "true"),
        (3, "3"),
        (1.5, "1.5"),
        (Color.RED, "red"),
        (Kind.ONE, "one"),
        (datetime(2026, 1, 2, tzinfo=timezone.utc), "2026-01-02T00:00:00+00:00"),
        ({"a": [1]}, '{"a":[1]}'),
    ],
)
def test_plain(value: Any, text: str) -> None:
    assert plain(value) == text


def test_query_leaves_none_out_and_repeats_lists() -> None:
    query = {"a": None, "b": True, "c": ["x", "y z"], "d": "ä&=", "e": 0, "f": []}
    assert with_query("http://h/p", query) == "http://h/p?b=true&c=x&c=y+z&d=%C3%A4%26%3D&e=0"
    assert with_query("http://h/p?x=1", [("y", 2)]) == "http://h/p?x=1&y=2"
    assert with_query("http://h/p", {"a": None}) == "http://h/p"


def test_collection_formats() -> None:
    assert pairs({"a": [1, 2], "b": 3}, {"a": "csv"}) == [("a", "1,2"), ("b", 3)]
    assert pairs([("a", [1, 2])], {"a": "multi"}) == [("a", 1), ("a", 2)]
    assert pairs({"a": (1, 2)}, {"a": "pipes"}) == [("a", "1|2")]


def test_path_values_are_encoded() -> None:
    assert with_path("/a/{x}/{y}", {"x": "a/b c", "y": True}) == "/a/a%2Fb%20c/true"
    assert with_path("/a/{x}", [("x", "a/b")], safe="/") == "/a/a/b"


@pytest.mark.parametrize("text", ['say "hi"\né', "", "plain", '{"a": 1}'])
def test_text_is_sent_unmangled(text: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert write_body("POST", text, None, headers) == text.encode()
    assert headers == {"Content-Type": "application/json", "Content-Length": str(len(text.encode()))}


def test_text_plain_says_its_charset() -> None:
    headers = {"content-type": "text/plain"}
    write_body("PUT", "é", None, headers)
    assert headers == {"Content-Type": "text/plain;charset=utf-8", "Content-Length": "2"}


def test_objects_become_json() -> None:
    headers: dict[str, str] = {}
    body = write_body("POST", {"a": Color.RED, "b": [None, True]}, None, headers)
    assert body is not None
    assert json.loads(body) == {"a": "red", "b": [None, True]}
    assert headers["Content-Type"] == "application/json"


def test_nan_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(EncodingError):
        write_body("POST", {"a": float("nan")}, None, {})


def test_bytes_are_sent_as_they_are() -> None:
    headers = {"Content-Type": "application/octet-stream"}
    assert write_body("POST", b"\x00\xff", None, headers) == b"\x00\xff"


@pytest.mark.parametrize(
    ("method", "body"), [("GET", None), ("DELETE", None), ("POST", b"{}"), ("PUT", b"{}")]
)
def test_without_a_body(method: str, body: bytes | None) -> None:
    headers: dict[str, str] = {}
    assert write_body(method, None, None, headers) == body
    assert ("Content-Length" in headers) is (body is not None)


def test_a_text_endpoint_without_body_sends_none() -> None:
    headers = {"Content-Type": "text/plain"}
    assert write_body("POST", None, None, headers) == b""


def test_forms() -> None:
    headers: dict[str, str] = {}
    assert write_body("POST", None, [("a", "b c"), ("d", True)], headers) == b"a=b+c&d=true"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    headers = {"Content-Type": "multipart/form-data"}
    body = write_body("POST", None, [("f", ("name.txt", b"content", "text/plain"))], headers)
    assert body is not None
    assert b'filename="name.txt"' in body
    assert headers["Content-Type"].startswith("multipart/form-data; boundary=")


def test_prepared_is_what_an_adapter_needs() -> None:
    request = prepared("POST", "http://h/p?q=1", {"Content-Length": "2"}, b"{}")
    assert request.path_url == "/p?q=1"
    assert request.headers["content-length"] == "2"
    assert request.body == b"{}"


class Connection:
    def __init__(self) -> None:
        self.given: dict[str, Any] = {}

    def request(self, method: str, url: str, **options: Any) -> str:
        self.given = {"method": method, "url": url, **options}
        return "answer"


def test_a_session_of_the_user_s_own_gets_requests_arguments() -> None:
    connection = Connection()
    assert through(connection, "POST", "u", {"a": "b"}, b"x", (1.0, 2.0)) == "answer"
    assert connection.given == {
        "method": "POST", "url": "u", "headers": {"a": "b"}, "data": b"x", "timeout": (1.0, 2.0)
    }  # fmt: skip


def test_an_httpx_client_gets_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "__module__", "httpx._client")
    connection = Connection()
    through(connection, "POST", "u", {}, b"x", (1.0, 2.0))
    assert connection.given["content"] == b"x"
    assert connection.given["timeout"] == (1.0, 2.0, 2.0, 1.0)
