"""Which server it is, how its clock goes, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from conductor._cli._doctor.finding import Finding, note, ok, problem
from conductor._cli._doctor.spans import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor._cli._doctor.contact import Contact

OPEN_SOURCE = "open-source Conductor"
EMBEDDED = "the embedded Conductor server"
ORKES = "Orkes Conductor"

#: Parts of the API and a harmless GET that tells whether they are there.
PARTS = {
    "users and permissions": "/users",
    "schemas": "/schema",
    "prompts": "/prompts",
    "integrations": "/integrations/provider",
    "service registry": "/registry/service",
    "secrets": "/secrets",
    "schedules": "/scheduler/schedules",
    "event handlers": "/event",
    "poll data": "/tasks/queue/polldata/all",
}
_NEEDED = ("poll data",)
_TOLERATED = 5.0  # seconds: the Date header has whole ones, and the call takes time


@dataclass(frozen=True)
class Server:
    """What was learned about a server; ``lacks`` names parts of the API."""

    kind: str
    version: str | None = None
    lacks: list[str] = field(default_factory=list[str])


def kind_findings(server: Server) -> Iterator[Finding]:
    """The server in a line, and what it lacks in another."""
    version = f" {server.version}" if server.version else ", version unknown"
    yield ok("server", f"it is {server.kind}{version}")
    if server.version and _major(server.version) < 3 and server.kind != ORKES:
        yield problem(
            "version",
            f"version {server.version} is older than 3: parts of the SDK's calls are unknown to it",
            "upgrade the server to 3.x",
        )
    if not server.version and server.kind != ORKES:
        yield note(
            "version",
            "it does not say its version, so it is an older one; what it lacks ends in NotSupportedByServer",
        )
    for part in _NEEDED:
        if part in server.lacks:
            yield problem(
                "version", f"this server is too old to tell its {part}", "upgrade the server to 3.x"
            )
    lacking = [part for part in server.lacks if part not in _NEEDED]
    if lacking:
        yield note("lacks", f"this server does not have: {', '.join(lacking)}")


def clock_offset(contact: Contact) -> float | None:
    """Seconds by which the server's clock is ahead of ours; None where it does not say (Date header)."""
    said = {name.lower(): value for name, value in contact.headers.items()}.get("date")
    try:
        moment = parsedate_to_datetime(said or "")
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    # The header is cut to whole seconds, so on average it is half a second behind.
    return moment.timestamp() + 0.5 - (contact.began + contact.ended) / 2


def clock_findings(offset: float | None) -> Iterator[Finding]:
    """Whether this machine's clock and the server's agree."""
    if offset is None:
        yield note("clock", "the server does not say its time (no Date header)")
    elif abs(offset) <= _TOLERATED:
        yield ok("clock", "its clock and this machine's agree")
    else:
        where = "behind" if offset > 0 else "ahead of"
        yield problem(
            "clock",
            f"this machine's clock is {span(abs(offset))} {where} the server's: tokens may be refused, and "
            "times in logs do not match",
            "set the clock by NTP, here or on the server",
        )


def _major(version: str) -> int:
    digits = version.lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 99
