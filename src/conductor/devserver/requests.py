"""One request, as the routes see it, and what they answer."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote

from conductor.devserver.java_kinds import Kind, ListOf, MapOf, Text
from conductor.devserver.json_text import parse
from conductor.devserver.refusal import BadRequest, ServerFault

OBJECT = MapOf()
TEXTS = ListOf(Text())
_NUMBER = re.compile(r"([+-]?)(0[xX]|#)?([0-9a-fA-F]+)")


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

    __slots__ = ("_query", "body", "headers", "method", "params", "path", "query_text")

    def __init__(self, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
        self.method = method
        path, _, self.query_text = target.partition("?")
        self.path = path
        self.headers = headers
        self.body = body
        self.params: dict[str, str] = {}
        self._query: dict[str, list[str]] | None = None

    def segments(self) -> list[str]:
        """The parts of the path, decoded; one of them is empty where slashes stand together or at the end."""
        parts = self.path.split("/")[1:]
        if ";" in self.path:  # Server: what follows a semicolon is no part of the name.
            parts = [part.partition(";")[0] for part in parts]
        return [unquote(part) if "%" in part else part for part in parts]

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
        return default if given is None else whole_of(given, name, default, java)

    def whole(self, name: str, default: int, java: str = "int") -> int:
        """A query value as a whole number that has a default."""
        value = self.number(name, default, java)
        return default if value is None else value

    def flag(self, name: str, default: bool, java: str = "boolean") -> bool:
        """A query value as a truth value.

        :raises ServerFault: it is none.
        """
        given = self.text(name)
        if given is None or not given.strip():
            return default
        lowered = given.strip().lower()
        if lowered in ("true", "on", "yes", "1"):
            return True
        if lowered in ("false", "off", "no", "0"):
            return False
        raise mismatch(name, java, f"; Invalid boolean value [{given}]")

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

    def read(self, kind: Kind, method: str) -> Any:
        """The body, as a type; ``method`` is the real server's method that takes it.

        :raises Refusal: there is none, it is no JSON, or of a wrong type.
        """
        charset = _charset(self.headers.get("content-type"), bool(self.body))
        value, broken = parse(self.body, charset) if self.body else (None, None)
        if value is None:
            raise ServerFault(f"Required request body is missing: {method}")
        bound = kind.read(value)
        if broken is not None:  # in a part that nobody asked for
            raise broken.fault()
        return bound

    def object(self, method: str) -> dict[str, Any]:
        """The body as a JSON object."""
        value: dict[str, Any] = self.read(OBJECT, method)
        return value

    def ids(self, method: str) -> list[str | None]:
        """The body as a list of texts."""
        value: list[str | None] = self.read(TEXTS, method)
        return value


def _charset(content_type: str | None, given: bool) -> str | None:
    """The charset of a JSON body where it is none that JSON is in anyway.

    :raises Refusal: the content type is not JSON's, or no content type.
    """
    if not content_type:
        if given:
            raise ServerFault("Content-Type 'application/octet-stream' is not supported")
        return None
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if "/" not in kind:
        raise ServerFault(f"Invalid mime type \"{content_type}\": does not contain '/'")
    if "*" in kind:
        raise BadRequest("Content-Type cannot contain wildcard type '*'")
    _, _, charset = parameters.partition("charset=")
    charset = charset.strip().strip('"')
    if kind.startswith("multipart/"):
        raise ServerFault("Failed to parse multipart servlet request")
    if kind not in ("application/json", "application/yaml") and not (
        kind.startswith("application/") and kind.endswith("+json")
    ):
        shown = content_type if charset else f"{content_type};charset=UTF-8"
        raise ServerFault(f"Content-Type '{shown}' is not supported")
    return None if not charset or charset.lower().startswith("utf") else charset


def whole_of(text: str, name: str, default: int | None = None, java: str = "java.lang.Integer") -> int | None:
    """A parameter as a whole number, as Spring reads it: blanks are dropped, hexadecimal ones are taken.

    :raises ServerFault: it is none, or too large for its Java type.
    """
    plain = "".join(text.split())
    if not plain:
        return default
    match = _NUMBER.fullmatch(plain)
    if match is not None and (match[2] or match[3].isdigit()):
        sign, base_16, digits = match.groups()
        number = int(f"{sign}{digits}", 16) if base_16 else int(f"{sign}{digits}")
        most = (1 << (31 if java in ("int", "java.lang.Integer") else 63)) - 1
        if -most - 1 <= number <= most:
            return number
    raise mismatch(name, java, f'; For input string: "{plain}"')


def mismatch(name: str, java_type: str, detail: str) -> ServerFault:
    """What the real server says of a parameter of the wrong type."""
    return ServerFault(
        f"Method parameter '{name}': Failed to convert value of type 'java.lang.String' to required type "
        f"'{java_type}'{detail}"
    )


def null_key() -> ServerFault:
    """What the real server says of a null among the ids of a bulk call: it finds none, and cannot say so."""
    why = "Null key for a Map not allowed in JSON (use a converting NullKeySerializer?)"
    return ServerFault(f"Could not write JSON: {why}")


def no_such_name(name: str, given: str, java_type: str, annotation: str) -> ServerFault:
    """What the real server says of a parameter that is not among an enum's names."""
    where = f"@org.springframework.web.bind.annotation.{annotation} {java_type}"
    return mismatch(
        name,
        java_type,
        f"; Failed to convert from type [java.lang.String] to type [{where}] for value [{given}]",
    )
