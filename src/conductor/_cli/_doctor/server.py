"""Asks a server who it is. The only code of the doctor that meets a network for the first time."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from conductor._cli._doctor.address import api_root
from conductor._cli._doctor.contact import Contact
from conductor._cli._doctor.finding import Finding, note, ok, problem
from conductor._cli._doctor.kind import EMBEDDED, OPEN_SOURCE, ORKES, PARTS, Server
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import ApiException, AuthorizationException, NotFound
from conductor.client.http.api_client import ApiClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMEOUTS = (5.0, 15.0)  # seconds to connect and to read


def touch(url: str, now: Callable[[], float] = time.time) -> Contact:
    """Call the server without a key; where the path is wrong, look for the API beside it."""
    contact = _call(url, "/version", now)
    if contact.status == 404 and contact.is_conductor and "/api" in url:
        contact = _call(url, "/tasks/queue/polldata?taskType=none", now)  # an old server has no /version
        return contact if contact.status in (401, 403) else replace(contact, body="")
    if contact.status and not (contact.is_conductor and contact.status in (200, 401, 403)):
        root = api_root(url)
        if root != url:
            other = _call(root, "/version", now)
            if other.is_conductor and other.status in (200, 401, 403):
                return replace(contact, repaired_url=root)
    return contact


def _call(url: str, path: str, now: Callable[[], float]) -> Contact:
    configuration = Configuration(server_api_url=url)
    configuration.authentication_settings = None
    began = now()
    try:
        body, status, headers = ApiClient(configuration).call_api(
            path, "GET", response_type="str", _request_timeout=TIMEOUTS
        )
    except ApiException as error:
        timed_out = bool(getattr(error, "timed_out", False))
        return Contact(
            url,
            error.status or 0,
            str(error.reason or ""),
            error.body or "",
            dict(error.headers or {}),
            timed_out,
            began,
            now(),
        )
    return Contact(url, status, "OK", body or "", dict(headers), False, began, now())


def authentication(configuration: Configuration, contact: Contact) -> tuple[bool, list[Finding]]:
    """Whether calls will be let in, and what is to be said about it."""
    wanted = contact.status in (401, 403)
    if configuration.authentication_settings is None:
        if not wanted:
            return True, [ok("key", "it needs no key")]
        return False, [
            problem(
                "key",
                f"the server answers {contact.status}: it wants a key, and none is set",
                "set CONDUCTOR_AUTH_KEY and CONDUCTOR_AUTH_SECRET (Orkes: Access Control, Applications)",
            )
        ]
    client = ApiClient(configuration)
    try:
        token = client.current_token()
        if token is None:
            return True, [note("key", "a key is set, but this server has no authentication: it is not used")]
        client.call_api("/tasks/queue/polldata", "GET", query_params=[("taskType", "none")])
    except AuthorizationException as error:
        return False, [_refused_key(error)]
    except ApiException as error:
        return False, [problem("key", f"the key could not be tried: {error}", "try again, or see its log")]
    return True, [ok("key", "the key is accepted, and its token works")]


def _refused_key(error: AuthorizationException) -> Finding:
    if (error.url or "").endswith("/token"):
        return problem(
            "key",
            f"the server refuses the key ({error.status} {error.reason})",
            "check CONDUCTOR_AUTH_KEY and CONDUCTOR_AUTH_SECRET: they must be of this server's application",
        )
    return problem(
        "key",
        f"the server gave a token and does not let it in ({error.status} {error.reason})",
        "give the key's application the role Worker or Metadata API; check the clock difference",
    )


def identify(configuration: Configuration, contact: Contact) -> Server:
    """Which server it is and what it lacks, by calls that change nothing."""
    client = ApiClient(configuration)
    kind = ORKES if _has_accounts(client) else OPEN_SOURCE
    if kind == OPEN_SOURCE and "embedded" in str(_settings(client).get("server", "")):
        kind = EMBEDDED
    lacks = [part for part, path in PARTS.items() if _is_missing(client, path)]
    said = contact.body if contact.status == 200 else _version(client)
    return Server(kind, said.strip().strip('"') or None, lacks)


def _version(client: ApiClient) -> str:
    """What a server says that wants a key even for its version."""
    try:
        return str(client.call_api("/version", "GET", response_type="str", _return_http_data_only=True) or "")
    except ApiException:
        return ""


def _settings(client: ApiClient) -> dict[str, Any]:
    try:
        found: Any = client.call_api(
            "/admin/config", "GET", response_type="object", _return_http_data_only=True
        )
    except ApiException:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _has_accounts(client: ApiClient) -> bool:
    """Whether it can tell who is calling, or refuses to: only Orkes has accounts."""
    try:
        client.call_api("/token/userInfo", "GET", _request_timeout=TIMEOUTS)
    except ApiException as error:
        return error.status in (401, 403)
    return True


def _is_missing(client: ApiClient, path: str) -> bool:
    """Whether it has no such list: any 404, since servers differ in the words for it."""
    try:
        client.call_api(path, "GET", _request_timeout=TIMEOUTS)
    except NotFound:
        return True
    except ApiException as error:
        return error.status in (405, 501)
    return False


def everything_else(contact: Contact) -> Iterator[Finding]:
    """The line for a server that answers."""
    yield ok("connection", f"{contact.url} answers in {(contact.ended - contact.began) * 1000:.0f} ms")
