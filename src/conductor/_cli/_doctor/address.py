"""What can be told from the address and the keys alone, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from conductor._cli._doctor.finding import Finding, note, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXAMPLE = "it looks like http://localhost:8080/api (CONDUCTOR_SERVER_URL, or --url)"


def address_findings(url: str) -> Iterator[Finding]:
    """What is wrong with the address as it is written."""
    try:
        parts = urlsplit(url)
        port_is_there = parts.port != 0
    except ValueError as error:
        yield problem("address", f"{url!r} is no URL: {error}", f"correct the address: {EXAMPLE}")
        return
    if parts.scheme not in ("http", "https"):
        yield problem(
            "address", f"{url!r} does not begin with http:// or https://", f"correct the address: {EXAMPLE}"
        )
    elif not parts.hostname or not port_is_there or any(mark in url for mark in " \t\n"):
        yield problem(
            "address", f"{url!r} names no host that could be called", f"correct the address: {EXAMPLE}"
        )
    elif parts.query or parts.fragment:
        yield problem(
            "address", f"{url!r} has a query or a fragment", f"leave out what follows /api: {EXAMPLE}"
        )


def key_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """One half of a key without the other: the SDK then sends none."""
    key, secret = "CONDUCTOR_AUTH_KEY", "CONDUCTOR_AUTH_SECRET"
    for here, missing in ((key, secret), (secret, key)):
        if environment.get(here, "").strip() and not environment.get(missing, "").strip():
            yield problem(
                "key",
                f"{here} is set and {missing} is not: no key is sent",
                f"set {missing}, or unset {here}",
            )


def api_root(url: str) -> str:
    """The same server's usual API root: the path up to and with its first ``/api``, else ``/api``."""
    parts = urlsplit(url)
    before, found, _ = (parts.path + "/").partition("/api/")
    path = (before if found else parts.path.rstrip("/")) + "/api"
    return parts._replace(path=path, query="", fragment="").geturl()


def source_note(chosen: str | None, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Where the address comes from, if nobody said one."""
    if not chosen and not environment.get("CONDUCTOR_SERVER_URL", "").strip():
        yield note(
            "address",
            "no address was given: the default is used",
            "set CONDUCTOR_SERVER_URL for another server, or start one with: conductor-py serve",
        )
