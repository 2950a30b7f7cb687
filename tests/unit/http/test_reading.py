"""What an answer's body becomes."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from conductor.client.exceptions import ApiException
from conductor.client.http._reading import read
from conductor.client.http.models.task import Task


def answer(body: str, content_type: str = "application/json", url: str = "http://h:1/api/tasks/t") -> Any:
    return SimpleNamespace(
        status=200, reason="", data=body, content=body.encode(), headers={"Content-Type": content_type},
        getheaders=dict, asked=("GET", url),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        ("plain-id", "str", "plain-id"),
        ('"quoted"', "str", "quoted"),
        ('"half', "str", '"half'),
        ("", "str", ""),
        ("true", "str", "true"),
        ('{"a": 1}', "object", {"a": 1}),
        ("no json", "object", "no json"),
        ("", "object", None),
        ("", "Task", None),
        ("", "list[Task]", []),
        ("null", "Task", None),
        ("7", "int", 7),
        ('{"a": 1}', "dict(str, object)", {"a": 1}),
        ("anything", None, None),
    ],
)
def test_body_and_type(body: str, kind: Any, expected: Any) -> None:
    assert read(answer(body), kind) == expected


def test_models() -> None:
    tasks = read(answer('[{"taskId": "t"}]'), "list[Task]")
    assert [type(task) for task in tasks] == [Task]
    assert read(answer('{"taskId": "t"}'), Task).task_id == "t"


def test_bytes_stay_bytes() -> None:
    assert read(answer("x", "text/html"), "bytes") == b"x"


def test_four_megabytes() -> None:
    body = json.dumps([{"taskId": "x" * 1000}] * 4000)
    assert len(read(answer(body), "list[Task]")) == 4000


def test_answers_of_upstream_s_shape() -> None:
    assert read(SimpleNamespace(data='{"taskId": "t"}'), "Task").task_id == "t"


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        ("<html>login</html>", "text/html;charset=utf-8", "str"),
        ("<html>login</html>", "text/html", None),
        ('{"taskId": "t', "application/json", "Task"),
        ("<b>", "application/json", "list[Task]"),
    ],
)
def test_pages_and_half_documents_are_errors(body: str, content_type: str, kind: Any) -> None:
    with pytest.raises(ApiException) as caught:
        read(answer(body, content_type), kind)
    assert caught.value.status == 200
    assert body[:10] in str(caught.value)
    assert "http://h:1/api/tasks/t" in str(caught.value)
    assert "proxy" in str(caught.value)


def test_an_answer_of_an_unknown_url_is_not_said_to_lack_api() -> None:
    with pytest.raises(ApiException, match="The answer is not JSON: is a proxy") as caught:
        read(SimpleNamespace(status=200, reason="", data="[", headers={}, getheaders=dict), "list[Task]")
    assert "/api" not in str(caught.value)


def test_a_page_at_a_url_without_api_hints_at_it() -> None:
    with pytest.raises(ApiException, match="CONDUCTOR_SERVER_URL usually ends in /api"):
        read(answer("<html>", "text/html", "http://h:1/tasks/t"), "Task")
