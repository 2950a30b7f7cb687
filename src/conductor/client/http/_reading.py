"""From an answer's body to what the caller asked for."""

from __future__ import annotations

import json
from typing import Any, cast

from conductor.client.http import _failures
from conductor.client.http.models._codec import decode

_ANYTHING = ("object", "Any", object)


def read(answer: Any, response_type: Any) -> Any:
    """The body as ``response_type``; None where that is None.

    ``answer`` is a RESTResponse, or has its ``data`` (text). Raises ApiException where the body is a web
    page, or is not the JSON that the type needs.
    """
    if response_type in ("bytes", bytes):
        return answer.content
    content = getattr(answer, "content", None)
    if not isinstance(content, (bytes, str)):
        content = answer.data
    asked = getattr(answer, "asked", None)  # an answer made by a test has anything
    method, url = cast("tuple[str, str]", asked) if isinstance(asked, tuple) else ("GET", "")
    if is_page(answer):
        raise _failures.not_an_api_answer(answer, method, url, "a web page")
    if response_type is None:
        return None
    if response_type in ("str", str):
        return _text(answer.data)
    if not content:
        return _nothing(response_type)
    try:
        data = json.loads(content)
    except ValueError as error:
        if response_type in _ANYTHING:
            return answer.data
        raise _failures.not_an_api_answer(answer, method, url, "not JSON") from error
    return decode(data, response_type)


def is_page(answer: Any) -> bool:
    """Whether the body is a web page: Conductor sends none, so a proxy or a login answered."""
    headers: Any = getattr(answer, "headers", None) or {}
    return "text/html" in str(headers.get("Content-Type") or headers.get("content-type")).lower()


def _text(data: str) -> str:
    """A text: bare, or as a JSON string in quotes."""
    if data[:1] == '"':
        try:
            return str(json.loads(data))
        except ValueError:
            return data
    return data


def _nothing(response_type: Any) -> Any:
    """What an empty body (200 or 204) means: an empty list for a list, else None."""
    return [] if isinstance(response_type, str) and response_type.startswith(("list", "set")) else None
