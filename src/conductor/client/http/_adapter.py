"""requests' own adapter without the work that it repeats for each call to the same server."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict


class PooledAdapter(HTTPAdapter):
    """Finds a server's pool once, and keeps no cookies. Everything else is ``HTTPAdapter``."""

    def __init__(self, **options: Any) -> None:
        self._found: dict[Any, Any] = {}
        super().__init__(**options)

    def get_connection_with_tls_context(
        self, request: Any, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """The pool for that server and these settings."""
        if proxies:
            return super().get_connection_with_tls_context(request, verify, proxies, cert)
        url: str = request.url
        key = (url[: url.find("/", 8)], verify, cert)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = super().get_connection_with_tls_context(request, verify, proxies, cert)
        return found

    def request_url(self, request: Any, proxies: Any) -> str:
        """The request's target: path and query, where no proxy needs more."""
        if proxies:
            return super().request_url(request, proxies)
        url: str = request.url
        return url[url.find("/", 8) :]

    def build_response(self, req: Any, resp: Any) -> requests.Response:
        """The answer in requests' form."""
        response: Any = requests.Response()
        response.status_code = resp.status
        response.headers = CaseInsensitiveDict(resp.headers)
        response.raw = resp
        response.reason = resp.reason
        response.url = req.url
        response.request = req
        response.connection = self
        response.encoding = "utf-8"
        return response  # type: ignore[no-any-return]

    def close(self) -> None:
        """Close the pools."""
        self._found.clear()
        super().close()
