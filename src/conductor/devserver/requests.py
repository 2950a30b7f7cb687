"""One request, as the routes see it, and what they answer."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote

from conductor.devserver.json_value import is_list, is_object
from conductor.devserver.refusal import ServerFault


class Answer(NamedTuple):
    """Status, content type and body bytes, and more headers if any."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def as_json(value: Any, status: int = 200) -> Answer:
    """A JSON answer."""
    return Answer(status, "application/json", dumps(value))


def as_text(value: str) -> Answer:
    """A text answer."""
    return Answer(200, "text/plain;charset=UTF-8", value.encode())


#: Success with nothing to say: 200, or 204 where the real server says so.
EMPTY = Answer(200, "", b"")
NO_CONTENT = Answer(204, "", b"")


def dumps(value: Any) -> bytes:
    """JSON bytes."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(value, separators=(",", ":")).encode()


class Request:
    """Method, path, query and body of a request, and the values of the path's placeholders."""

    __slots__ = ("_query", "body", "content_type", "headers", "method", "params", "path", "query_text")

    def __init__(self, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
        self.method = method
        path, _, self.query_text = target.partition("?")
        self.path = path
        self.headers = headers
        self.body = body
        self.params: dict[str, str] = {}
        self._query: dict[str, list[str]] | None = None

    def segments(self) -> list[str]:
        """The parts of the path, decoded."""
        return [unquote(part) if "%" in part else part for part in self.path.split("/") if part]

    @property
    def query(self) -> dict[str, list[str]]:
        """The query's values by name."""
        if self._query is None:
            self._query = parse_qs(self.query_text, keep_blank_values=True) if self.query_text else {}
        return self._query

    def text(self, name: str, default: str | None = None) -> str | None:
        """A query value."""
        values = self.query.get(name)
        return values[0] if values else default

    def number(self, name: str, default: int | None = None, java: str = "java.lang.Integer") -> int | None:
        """A query value as a whole number.

        :raises ServerFault: it is none.
        """
        given = self.text(name)
        if given is None or given == "":
            return default
        try:
            return int(given)
        except ValueError:
            raise mismatch(name, given, java, f'; For input string: "{given}"') from None

    def whole(self, name: str, default: int, java: str = "int") -> int:
        """A query value as a whole number that has a default."""
        value = self.number(name, default, java)
        return default if value is None else value

    def flag(self, name: str, default: bool) -> bool:
        """A query value as a truth value.

        :raises ServerFault: it is none.
        """
        given = self.text(name)
        if given is None or given == "":
            return default
        lowered = given.lower()
        if lowered in ("true", "on", "yes", "1"):
            return True
        if lowered in ("false", "off", "no", "0"):
            return False
        raise mismatch(name, given, "boolean", f"; Invalid boolean value [{given}]")

    def required(self, name: str, java_type: str = "String") -> str:
        """A query value that must be there.

        :raises ServerFault: it is not.
        """
        value = self.text(name)
        if value is None:
            raise ServerFault(
                f"Required request parameter '{name}' for method parameter type {java_type} is not present"
            )
        return value

    def json(self, java_method: str = "") -> Any:
        """The body, parsed.

        :raises ServerFault: there is none, or it is no JSON. ``java_method`` names the real server's method.
        """
        if not self.body:
            raise ServerFault(f"Required request body is missing: {java_method}".rstrip())
        kind = (self.headers.get("content-type") or "application/json").split(";")[0].strip().lower()
        if kind not in ("application/json", "text/plain", "application/octet-stream") and not kind.endswith(
            "+json"
        ):
            given = self.headers.get("content-type")
            raise ServerFault(f"Content-Type '{given}' is not supported")
        try:
            return json.loads(self.body, parse_constant=_refuse)
        except (ValueError, RecursionError) as problem:
            raise ServerFault(f"JSON parse error: {problem}") from None

    def object(self, java_method: str = "", *, optional: bool = False) -> dict[str, Any]:
        """The body as a JSON object; an absent one is empty when ``optional``."""
        if optional and not self.body:
            return {}
        value = self.json(java_method)
        if value is None and optional:
            return {}
        if not is_object(value):
            raise ServerFault(
                "JSON parse error: Cannot deserialize value of type "
                "`java.util.LinkedHashMap<java.lang.String,java.lang.Object>` from "
                f"{'Array' if is_list(value) else 'scalar'} value"
            )
        return value

    def ids(self, java_method: str = "") -> list[str]:
        """The body as a list of texts."""
        value = self.json(java_method)
        if not is_list(value):
            raise ServerFault(
                "JSON parse error: Cannot deserialize value of type `java.util.ArrayList<java.lang.String>` "
                f"from {'Object' if is_object(value) else 'scalar'} value"
            )
        return [str(item) for item in value]


def _refuse(constant: str) -> None:
    raise ValueError(f"Non-standard token '{constant}'")


def mismatch(name: str, given: str, java_type: str, detail: str) -> ServerFault:
    """What the real server says of a parameter of the wrong type."""
    return ServerFault(
        f"Method parameter '{name}': Failed to convert value of type 'java.lang.String' to required type "
        f"'{java_type}'{detail}"
    )
