"""From an answer, or from none, to the error that is raised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from conductor.client.configuration._environment import without_credentials
from conductor.client.exceptions import (
    AmbiguousAnswer,
    ApiException,
    AuthorizationException,
    BadRequest,
    Conflict,
    ConnectionFailed,
    NotFound,
    NotSent,
    NotSupportedByServer,
    RateLimited,
    ServerError,
)
from conductor.client.http._missing_routes import is_missing_route, way_out

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY_STATUS: dict[int, type[ApiException]] = {
    400: BadRequest, 401: AuthorizationException, 403: AuthorizationException,
    404: NotFound, 409: Conflict, 429: RateLimited,
}
_BEFORE_SENDING = {
    "ConnectError", "ConnectTimeout", "ConnectTimeoutError", "ConnectionRefusedError", "SSLError",
    "NameResolutionError", "NewConnectionError", "ProxyError", "gaierror",
}
_NETWORK_LIBRARIES = frozenset({"requests", "urllib3", "http", "httpx", "httpcore", "h11", "h2", "ssl"})
_TRANSIENT = frozenset({408, 425, 429, 502, 503, 504})
_NO_API = "The URL has no /api: CONDUCTOR_SERVER_URL usually ends in /api (http://localhost:8080/api)."
_IN_THE_WAY = "The answer is {}: is a proxy, or another server, in the way?"


def from_answer(response: Any, method: str, url: str) -> ApiException:
    """The error for an answer outside 2xx. ``response`` has status, reason, data and getheaders()."""
    status, path, url = response.status, urlsplit(url).path, without_credentials(url)
    kind = _BY_STATUS.get(status) or (ServerError if status >= 500 else ApiException)
    error = kind(http_resp=response, method=method, url=url, transient=status in _TRANSIENT)
    if status in (404, 405) and _lacks_api(url):
        error.hint = _NO_API
    elif is_missing_route(status, error.message):
        error = NotSupportedByServer(http_resp=response, method=method, url=url)
        error.message = error.message or "no such endpoint"
        error.hint = f"This server has no {method} {path}. {way_out(path)}"
    elif (error.body or "").lstrip().startswith("<"):
        error.hint = _IN_THE_WAY.format("a web page")
    return error


def bare(error: Exception) -> Exception:
    """The network layer's error without the frames and the errors behind it.

    Ours has its words; four tracebacks of requests and urllib3 above it hide them.
    """
    error.__traceback__ = None
    error.__suppress_context__ = True
    return error


def not_an_api_answer(response: Any, method: str, url: str, why: str) -> ApiException:
    """The error for a 2xx answer that is no JSON: a proxy's or a login page, half a document."""
    hint = _NO_API if url and _lacks_api(url) else _IN_THE_WAY.format(why)
    error = ApiException(http_resp=response, method=method, url=without_credentials(url), hint=hint)
    error.reason = error.reason or "OK"
    return error


def from_network(error: Exception, method: str, url: str) -> ConnectionFailed | None:
    """The error for a call that got no whole answer; None where ``error`` is not the network's."""
    theirs = type(error).__module__.partition(".")[0] in _NETWORK_LIBRARIES and not isinstance(error, Warning)
    if not theirs and not isinstance(error, OSError):
        return None
    explain = not_sent if _kinds(error) & _BEFORE_SENDING or _is_about_files(error) else ambiguous
    failed = explain(error, method, url)
    failed.timed_out = any("imeout" in type(link).__name__ for link in _chain(error))
    return failed


def not_sent(error: BaseException, method: str, url: str) -> NotSent:
    """The error for a server that was not reached."""
    hint = (
        "Is the Conductor server running there? CONDUCTOR_SERVER_URL says where to look; "
        "conductor-py serve starts one for development."
    )
    insecure = "SSLError" in _kinds(error) or _is_about_files(error)
    if insecure:
        hint = "Check Configuration.ssl_ca_cert, cert_file and verify_ssl, and whether the port speaks TLS."
    elif "ProxyError" in _kinds(error):
        hint = "Check the proxy: Configuration.proxy, HTTP_PROXY, HTTPS_PROXY, NO_PROXY."
    url = without_credentials(url)
    return NotSent(0, _words(error), transient=not insecure, method=method, url=url, hint=hint)


def ambiguous(error: BaseException, method: str, url: str) -> AmbiguousAnswer:
    """The error for a request that was sent and not answered."""
    hint = "The request was sent, its answer was lost: it may have been done."
    url = without_credentials(url)
    return AmbiguousAnswer(0, _words(error), transient=True, method=method, url=url, hint=hint)


def _lacks_api(url: str) -> bool:
    return "/api/" not in urlsplit(url).path + "/"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what it was made from, innermost last.

    Not ``__context__``: that may be an error that our caller was busy with.
    """
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        found = (getattr(seen, "reason", None), *seen.args, seen.__cause__)
        seen = next((inner for inner in found if isinstance(inner, BaseException)), None)


def _kinds(error: BaseException) -> set[str]:
    return {cls.__name__ for link in _chain(error) for cls in type(link).__mro__}


def _is_about_files(error: BaseException) -> bool:
    """A CA bundle or certificate that is not there: a bare OSError (requests), or one with a file name."""
    return type(error) is OSError or getattr(error, "filename", None) is not None


def _words(error: BaseException) -> str:
    """The innermost reason in words: "Connection refused"."""
    links = list(_chain(error))
    said = [link.strerror for link in links if isinstance(link, OSError) and link.strerror]
    words = said[-1] if said else str(links[-1]) or type(error).__name__
    # urllib3 1 has it as text only: "<…HTTPConnection object at …>: … [Errno 111] Connection refused"
    return " ".join(re.sub(r"^.*\[Errno -?\d+\] ", "", words).split())
