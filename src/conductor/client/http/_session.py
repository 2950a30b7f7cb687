"""One pool of connections per process, server and security settings."""

from __future__ import annotations

import os
import threading
import warnings
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from conductor.client.http import _token

if TYPE_CHECKING:
    import requests

    from conductor.client.configuration.configuration import Configuration

POOL_SIZE = 32  # connections kept open to one server; more than that many threads open short-lived ones

_SECURITY = attrgetter("verify_ssl", "ssl_ca_cert", "cert_file", "key_file", "assert_hostname", "proxy")
_lock = threading.Lock()
_pools: WeakValueDictionary[Any, Pool] = WeakValueDictionary()


class Pool:
    """A ``requests.Session`` with the configuration's settings, and what they mean for each origin."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session
        self._settings: dict[str, dict[str, Any]] = {}

    def send(self, request: requests.PreparedRequest, timeout: Any, stream: bool) -> requests.Response:
        """Send a prepared request through the adapter of its URL; redirects are followed."""
        url = str(request.url)
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        settings = self._settings.get(origin)
        if settings is None:
            settings = self._settings[origin] = self._settings_for(origin)
        sending = {"stream": stream, "timeout": timeout, **settings}
        session: Any = self.session
        response: requests.Response = session.get_adapter(url).send(request, **sending)
        if response.is_redirect:
            setattr(request, "_cookies", session.cookies.copy())  # noqa: B010 - unknown to the stubs
            for followed in session.resolve_redirects(response, request, **sending):
                response = followed
        if not stream:
            _ = response.content  # read here, so that a broken body is an error of the call
        return response

    def is_stock(self) -> bool:
        """Whether the session still has only the adapters that it was made with."""
        return {type(adapter).__name__ for adapter in self.session.adapters.values()} == {"PooledAdapter"}

    def _settings_for(self, origin: str) -> dict[str, Any]:
        """Proxies, ``verify`` and ``cert``: the session's, and the environment's where that has none."""
        session = self.session
        merged: Any = session.merge_environment_settings(f"{origin}/", {}, None, session.verify, None)
        return {name: merged[name] for name in ("proxies", "verify", "cert")}


def pool(configuration: Configuration | None) -> Pool:
    """The pool for that configuration: the same one for every client of this process with equal settings."""
    if configuration is None:
        return Pool(_session(None))
    if configuration.http_connection is not None:
        return Pool(configuration.http_connection)
    key = _key(configuration)
    with _lock:
        found = _pools.get(key)
        if found is None:
            found = _pools[key] = Pool(_session(configuration))
        return found


def open_pool(configuration: Configuration) -> Pool | None:
    """The pool for that configuration, where there is one already."""
    return _pools.get(_key(configuration))


def _key(configuration: Configuration) -> Any:
    parts = urlsplit(configuration.host)
    return (os.getpid(), parts.scheme, parts.netloc, *_SECURITY(configuration))


def _session(configuration: Configuration | None) -> requests.Session:
    import requests

    from conductor.client.http._adapter import PooledAdapter

    class Session(requests.Session):
        """Takes the token off a request that is redirected to another host."""

        def rebuild_auth(self, prepared_request: Any, response: Any) -> None:
            super().rebuild_auth(prepared_request, response)  # type: ignore[no-untyped-call]
            old, new = response.request.url, prepared_request.url
            if self.should_strip_auth(old, new):  # type: ignore[no-untyped-call]
                prepared_request.headers.pop(_token.HEADER, None)

    adapter = PooledAdapter(pool_connections=4, pool_maxsize=POOL_SIZE)
    session = Session()
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    if configuration is None:
        return session
    session.verify = configuration.verify_ssl and (configuration.ssl_ca_cert or True)
    if not session.verify:
        _warn_once()
    certificate, key = configuration.cert_file, configuration.key_file
    if certificate:
        session.cert = (certificate, key) if key else certificate
    if configuration.proxy:
        session.proxies = {"http": configuration.proxy, "https": configuration.proxy}
    if configuration.assert_hostname is not None:
        adapter.init_poolmanager(4, POOL_SIZE, assert_hostname=configuration.assert_hostname)
    return session


def _warn_once() -> None:
    """urllib3 warns of each request that nothing verifies. Once will do, unless the program has its say."""
    from urllib3.exceptions import InsecureRequestWarning, SecurityWarning

    deciding = next((rule for rule in warnings.filters if issubclass(InsecureRequestWarning, rule[2])), None)
    if deciding == ("always", None, SecurityWarning, None, 0):  # urllib3's own
        warnings.filterwarnings("once", category=InsecureRequestWarning)


def _forget_pools() -> None:
    """After a fork: the child opens sockets of its own."""
    global _lock
    _lock = threading.Lock()
    _pools.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_pools)
