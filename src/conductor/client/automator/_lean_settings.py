"""When the lean road may be taken, and what it needs to know of the Configuration."""

from __future__ import annotations

import functools
import os
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import ssl

    from conductor.client.configuration.configuration import Configuration

_TASK_CALLS = ("batch_poll", "update_task", "update_task_v2")
_PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy")


def lean_allowed(configuration: Configuration) -> bool:
    """Whether a socket of ours does what the ordinary road would: no proxy, no session of the user's own."""
    parts = urlsplit(configuration.host)
    return (
        configuration.http_connection is None
        and not configuration.proxy
        and not isinstance(configuration.assert_hostname, str)
        and parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and parts.netloc.isascii()
        and not _environment_has_proxy(configuration.host)
        and requests_is_stock()
        and _session_is_stock(configuration)
    )


def requests_is_stock() -> bool:
    """Whether nobody (``responses``, ``requests_mock``, vcr …) stands between requests and the network."""
    adapters: Any = sys.modules.get("requests.adapters")
    if adapters is None:
        return True
    session: Any = sys.modules["requests.sessions"].Session
    connection: Any = sys.modules["urllib3.connectionpool"].HTTPConnectionPool.ConnectionCls
    members = (adapters.HTTPAdapter.send, session.get_adapter, session.request, connection)
    homes = ("requests.adapters", "requests.sessions", "requests.sessions", "urllib3.connection")
    return all(getattr(member, "__module__", None) == home for member, home in zip(members, homes))


def task_api_is_stock() -> bool:
    """Whether nobody (a test, mostly) has put something else in the place of TaskResourceApi's methods."""
    module: Any = sys.modules.get("conductor.client.http.api.task_resource_api")
    if module is None:
        return True
    members: dict[str, Any] = module.TaskResourceApi.__dict__
    return all(_is_its_own(members.get(name), module.__name__) for name in _TASK_CALLS)


def _is_its_own(function: Any, module: str) -> bool:
    return type(function) is FunctionType and function.__module__ == module and "mock" not in vars(function)


def _session_is_stock(configuration: Configuration) -> bool:
    """A session that is already open may have got adapters of the user's own, or other settings."""
    session_module: Any = sys.modules.get("conductor.client.http._session")
    pool = session_module and session_module.open_pool(configuration)
    return pool is None or pool.is_stock()


def _environment_has_proxy(url: str) -> bool:
    named = {name.lower() for name, value in os.environ.items() if value}
    if sys.platform not in ("darwin", "win32") and not named.intersection(_PROXY_VARIABLES):
        return False
    from requests.utils import get_environ_proxies, select_proxy

    return select_proxy(url, get_environ_proxies(url)) is not None


def tls_context(configuration: Configuration) -> ssl.SSLContext | None:
    """What requests would use: own CA bundle, REQUESTS_CA_BUNDLE, certifi; client certificate. http: None."""
    if urlsplit(configuration.host).scheme != "https":
        return None
    authorities = (configuration.ssl_ca_cert or _authorities()) if configuration.verify_ssl else None
    files = (authorities, configuration.cert_file, configuration.key_file)
    # A certificate that is replaced on disk counts for the next connection.
    changed = tuple(os.stat(file).st_mtime_ns for file in files if file)
    return _tls_context(*files, configuration.assert_hostname is not False, changed)


@functools.lru_cache(maxsize=16)
def _tls_context(
    authorities: str | None,
    cert_file: str | None,
    key_file: str | None,
    check_hostname: bool,
    _changed: tuple[int, ...],
) -> ssl.SSLContext:
    """One context for all connections with these settings: the authorities are megabytes to load."""
    import ssl

    # A file or folder is always named: else the system's authorities would be trusted as well.
    if authorities is not None and os.path.isdir(authorities):
        context = ssl.create_default_context(capath=authorities)
    else:
        context = ssl.create_default_context(cafile=authorities or _authorities())
    context.check_hostname = check_hostname and authorities is not None
    if authorities is None:
        context.verify_mode = ssl.CERT_NONE
    if cert_file:
        context.load_cert_chain(cert_file, key_file)
    return context


def _authorities() -> str:
    import certifi

    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or certifi.where()
