"""The first answer of a server, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conductor._cli._doctor.finding import Finding, problem
from conductor.client.exceptions._errors import json_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Contact:
    """One call: ``status`` 0 means that no answer came, ``reason`` then says why in the network's words."""

    url: str
    status: int
    reason: str = ""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    timed_out: bool = False
    began: float = 0.0
    """Epoch seconds when the call was made."""
    ended: float = 0.0
    repaired_url: str | None = None
    """The address that does answer, where this one does not and that one was tried."""

    @property
    def kind_of_body(self) -> str:
        """``page``, ``json`` or ``text``."""
        named = {name.lower(): value for name, value in self.headers.items()}
        if "html" in named.get("content-type", "") or self.body.lstrip()[:1] == "<":
            return "page"
        return "json" if json_object(self.body) else "text"

    @property
    def is_conductor(self) -> bool:
        """Whether this can only be a Conductor server's answer, a refusal included."""
        said = json_object(self.body)
        if self.status == 200:
            return self.kind_of_body == "text" and len(self.body) < 100
        return self.status in (401, 403) or ("message" in said and "status" in said)


def contact_findings(contact: Contact) -> Iterator[Finding]:
    """Why the server cannot be used; nothing where it can."""
    if contact.repaired_url:
        yield problem(
            "path",
            f"there is no Conductor API at {contact.url}; at {contact.repaired_url} there is",
            f"set CONDUCTOR_SERVER_URL={contact.repaired_url}",
        )
    elif contact.status == 0:
        yield _no_answer(contact)
    elif contact.kind_of_body == "page":
        yield problem(
            "answer",
            f"{contact.url} answers {contact.status} with a web page: a proxy's, a login's or another "
            "program's, not the Conductor API's",
            "check host, port and path (it usually ends in /api), and HTTP_PROXY, HTTPS_PROXY, NO_PROXY",
        )
    elif contact.status == 407:
        yield problem(
            "proxy", "the proxy wants a password", "put it into HTTPS_PROXY: http://user:password@…"
        )
    elif contact.status in (502, 503, 504):
        yield problem(
            "answer",
            f"{contact.url} answers {contact.status} {contact.reason}: something stands before the server, "
            "and the server is not ready",
            "wait for it to start, or look at the server's own log and at the gateway's",
        )
    elif not contact.is_conductor:
        yield problem(
            "path",
            f"{contact.url} answers {contact.status}, but not as a Conductor API does",
            "check host, port and path: the address usually ends in /api",
        )


#: Words of the network layer, what they mean, what to do.
_WORDS = (
    (
        ("certificate has expired",),
        "the server's certificate has expired",
        "renew it on the server; check this machine's clock, too",
    ),
    (
        ("not yet valid",),
        "the server's certificate is not valid yet",
        "check this machine's clock",
    ),
    (
        ("self-signed", "self signed", "unable to get local issuer", "unknown ca"),
        "the server's certificate is signed by nobody that this machine trusts",
        "name the authority's file: REQUESTS_CA_BUNDLE=/path/ca.pem, or Configuration.ssl_ca_cert",
    ),
    (
        ("hostname mismatch", "doesn't match", "not valid for", "ip address mismatch"),
        "the server's certificate is for another host name",
        "call the server by the name in its certificate",
    ),
    (
        ("wrong_version_number", "wrong version number", "record layer", "unexpected eof", "http_request"),
        "the port does not speak TLS",
        "begin the address with http://, or give the port that speaks TLS",
    ),
    (
        ("tlsv1_alert", "handshake", "certificate required"),
        "the TLS handshake failed",
        "the server may want a client certificate (Configuration.cert_file) or another TLS version",
    ),
    (
        ("could not find a suitable tls ca", "no such file"),
        "the certificate file that is configured is not there",
        "correct REQUESTS_CA_BUNDLE, Configuration.ssl_ca_cert or cert_file",
    ),
    (
        (
            "name or service not known",
            "nodename nor servname",
            "name resolution",
            "getaddrinfo",
            "no address",
        ),
        "there is no host of that name",
        "correct the host in the address; in a container, use the service's name",
    ),
    (
        ("refused",),
        "nobody listens there",
        "start the server (conductor-py serve starts one here), or correct host and port",
    ),
    (
        ("redirects",),
        "what answers there redirects in circles, as a login page does",
        "check host, port and path: the address usually ends in /api",
    ),
    (
        ("proxy",),
        "the proxy could not be used",
        "check HTTP_PROXY, HTTPS_PROXY and NO_PROXY",
    ),
    (
        ("unreachable", "no route"),
        "there is no way to that host from here",
        "check VPN, network and firewall",
    ),
    (
        ("reset", "closed connection", "without response", "aborted", "badstatusline", "not http"),
        "what listens there closes the connection or does not speak HTTP",
        "check the port; if it speaks TLS, begin the address with https://",
    ),
)


def _no_answer(contact: Contact) -> Finding:
    words = contact.reason.lower()
    for marks, meaning, advice in _WORDS:
        if any(mark in words for mark in marks):
            return problem("connection", f"{contact.url}: {meaning} ({contact.reason})", advice)
    if contact.timed_out or "timed out" in words:
        waited = contact.ended - contact.began
        return problem(
            "connection",
            f"{contact.url}: no answer within {waited:.0f} s",
            "check host and port, and whether a firewall swallows the packets",
        )
    return problem(
        "connection", f"{contact.url}: no answer ({contact.reason})", "check the address and the network"
    )
