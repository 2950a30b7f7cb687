"""The written form of a request: query, body, headers."""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from conductor.client._encode import dumps, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    import requests

Query = Any  # a mapping, or pairs of name and value; a list or tuple stands for the name repeated
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_SEPARATORS = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|"}
_MANY = (list, tuple, set, frozenset)
_FORM = "application/x-www-form-urlencoded"


def plain(value: Any) -> str:
    """One value of a path or query as text: ``true``, ``3``, a date as ISO 8601, an Enum by its value."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value
    written = encode(value)
    if isinstance(written, str):
        return written
    if isinstance(written, (dict, list)):
        return json.dumps(written, separators=(",", ":"))
    return str(written).lower() if isinstance(written, bool) else str(written)


def pairs(params: Query, formats: dict[str, str] | None = None) -> list[tuple[str, Any]]:
    """Name and value of each parameter, None left out; a list is repeated, or joined as ``formats`` says."""
    out: list[tuple[str, Any]] = []
    for name, value in _items(params):
        if value is None:
            continue
        if type(value) in _MANY:
            separator = _SEPARATORS.get((formats or {}).get(name, "multi"))
            if separator is None:
                out.extend((name, one) for one in value)
            else:
                out.append((name, separator.join(plain(one) for one in value)))
        else:
            out.append((name, value))
    return out


def with_query(url: str, params: Query) -> str:
    """The URL with these parameters."""
    text = urlencode([(name, plain(value)) for name, value in pairs(params)])
    if not text:
        return url
    return f"{url}{'&' if '?' in url else '?'}{text}"


def with_path(template: str, params: Any, safe: str = "") -> str:
    """The path with each ``{name}`` replaced by its value, percent-encoded."""
    for name, value in _items(params):
        template = template.replace("{" + name + "}", quote(plain(value), safe=safe))
    return template


def _items(params: Any) -> Iterable[tuple[str, Any]]:
    return cast("Iterable[tuple[str, Any]]", params.items() if hasattr(params, "items") else params)


def write_body(method: str, body: Any, post_params: Any, headers: dict[str, str]) -> bytes | None:
    """The bytes to send, Content-Type and Content-Length set. Text and bytes as they are, else JSON."""
    kind = next((headers.pop(name) for name in list(headers) if name.lower() == "content-type"), None)
    if body is None and post_params:
        kind, payload = _form(post_params, kind)
    elif body is None:
        if method not in _WITH_BODY:
            return None
        # Upstream: a verb that carries a body and has none sends {}.
        payload = b"{}" if kind is None or "json" in kind else b""
    elif isinstance(body, str):
        # Upstream: escapes text as JSON and strips the quotes, so `say "hi"` arrives as `say \"hi\"`.
        payload = body.encode()
        if kind == "text/plain":
            kind = "text/plain;charset=utf-8"
    else:
        payload = bytes(body) if isinstance(body, (bytes, bytearray)) else dumps(body)
    headers["Content-Type"] = kind or "application/json"
    headers["Content-Length"] = str(len(payload))
    return payload


def _form(fields: Any, kind: str | None) -> tuple[str, bytes]:
    if kind is None or "multipart" not in kind:
        return _FORM, urlencode([(name, plain(value)) for name, value in pairs(fields)]).encode()
    from urllib3.filepost import encode_multipart_formdata

    payload, kind = encode_multipart_formdata(list(fields))
    return kind, payload


def prepared(
    method: str, url: str, headers: dict[str, str], payload: bytes | None
) -> requests.PreparedRequest:
    """What an adapter sends. All is encoded already, so ``Request.prepare`` would only do it again."""
    from requests import PreparedRequest
    from requests.hooks import default_hooks
    from requests.structures import CaseInsensitiveDict

    request: Any = PreparedRequest()
    request.method, request.url, request.body = method, url, payload
    request.headers = CaseInsensitiveDict(headers)
    request.hooks = default_hooks()
    request._cookies = None
    return request  # type: ignore[no-any-return]


def through(
    connection: Any, method: str, url: str, headers: dict[str, str], payload: bytes | None, timeout: Any
) -> Any:
    """Send over a session of the user's own: like ``requests.Session``, or ``httpx.Client``."""
    if type(connection).__module__.startswith("httpx"):
        connect, read = timeout
        waits = (connect, read, read, connect)
        return connection.request(method, url, headers=headers, content=payload, timeout=waits)
    return connection.request(method, url, headers=headers, data=payload, timeout=timeout)
