"""Requests and answers: one call on the wire, its retries and its errors."""

from __future__ import annotations

import json
import logging
import os
import time
from functools import partialmethod
from typing import TYPE_CHECKING, Any, Callable

from conductor.client.configuration._secrets import secrets_of
from conductor.client.exceptions import ApiException, AuthorizationException
from conductor.client.http import _failures, _session
from conductor.client.http._retry import IDEMPOTENT, RetryPolicy
from conductor.client.http._writing import Query, prepared, through, with_query, write_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conductor.client.configuration.configuration import Configuration

__all__ = ["ApiException", "AuthorizationException", "RESTClientObject", "RESTResponse", "RestException"]

logger = logging.getLogger(__name__)

RestException = ApiException

CONNECT_TIMEOUT = 10.0  # seconds
READ_TIMEOUT = 120.0  # seconds
_VERBS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE"})
_NO_URL = (
    "That is no URL: CONDUCTOR_SERVER_URL looks like http://localhost:8080/api, "
    "a proxy (Configuration.proxy, HTTP_PROXY, HTTPS_PROXY) like http://localhost:3128."
)


class RESTResponse:
    """An answer: ``status``, ``reason``, ``headers``, ``content`` (bytes), ``data`` (text)."""

    def __init__(self, resp: Any) -> None:
        from http.client import responses

        self.resp = resp
        self.status: int = resp.status_code
        phrase = resp.reason if hasattr(resp, "reason") else resp.reason_phrase
        self.reason: str = phrase or responses.get(resp.status_code, "")  # Server: it sends none
        self.headers: Any = resp.headers
        self.asked: tuple[str, str] = ("GET", "")  # verb and URL

    @property
    def content(self) -> bytes:
        """The body."""
        content: bytes = self.resp.content
        return content

    @property
    def data(self) -> str:
        """The body's text, UTF-8 as the server writes it."""
        return self.content.decode("utf-8", "replace")

    def getheaders(self) -> Any:
        """The headers, names in any case."""
        return self.headers

    def getheader(self, name: str, default: str | None = None) -> Any:
        """One header."""
        return self.headers.get(name, default)

    def json(self) -> Any:
        """The body as JSON. Raises ValueError where it is none."""
        return json.loads(self.content)


class RESTClientObject:
    """Makes HTTP calls; each ends in an answer of 2xx or an ``ApiException``.

    ``connection``: your own requests-like session, used as given (its ``request`` method, no retries of
    ours). Else a session from the ``configuration``, shared within the process. Timeouts: 10 s to connect,
    120 s to read.
    """

    def __init__(
        self, connection: Any = None, configuration: Configuration | None = None,
        *, retry: RetryPolicy | None = None, sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._own = connection if connection is not None else getattr(configuration, "http_connection", None)
        self._configuration = configuration
        self._retry = retry or RetryPolicy()
        self._sleep = sleep
        self._pool: _session.Pool | None = None
        self._pid = 0

    @property
    def connection(self) -> Any:
        """The session: yours, or the one shared by this process."""
        return self._own if self._own is not None else self._shared_pool().session

    def close(self) -> None:
        """Let go of the connections; the next call opens new ones."""
        self._pool = None

    def request(
        self, method: str, url: str, query_params: Query = None, headers: Mapping[str, str] | None = None,
        body: Any = None, post_params: Any = None, _preload_content: bool = True,
        _request_timeout: Any = None,
    ) -> RESTResponse:
        """Make one call.

        ``body``: bytes and text are sent as they are, the rest as JSON. ``_request_timeout``: seconds, or
        (connect, read). ``_preload_content=False`` leaves the body unread. Raises ApiException.
        """
        method = method.upper()
        if method not in _VERBS:
            raise ValueError(f"http method must be one of {', '.join(sorted(_VERBS))}, not {method!r}")
        if body is not None and post_params:
            raise ValueError("body and post_params exclude each other")
        if query_params:
            url = with_query(url, query_params)
        sent = dict(headers or {})
        payload = write_body(method, body, post_params, sent)
        timeout = _timeouts(_request_timeout)
        attempt = 1
        while True:
            try:
                return self._send(method, url, sent, payload, timeout, not _preload_content)
            except ApiException as error:
                if self._configuration is not None:
                    error.hide(secrets_of(self._configuration))
                wait = None
                if self._own is None:
                    wait = self._retry.wait_before_next(error, attempt, method in IDEMPOTENT)
                if wait is None:
                    raise
                logger.debug("%s in %.2f s again", error, wait)
            self._sleep(wait)
            attempt += 1

    def _send(
        self, method: str, url: str, headers: dict[str, str], payload: Any, timeout: Any, stream: bool
    ) -> RESTResponse:
        from requests import exceptions

        try:
            if self._own is not None:
                answer = through(self._own, method, url, headers, payload, timeout)
            else:
                answer = self._shared_pool().send(prepared(method, url, headers, payload), timeout, stream)
        except (exceptions.InvalidURL, exceptions.InvalidSchema, exceptions.MissingSchema) as error:
            failure = _failures.not_sent(error, method, url)
            failure.transient = False
            failure.hint = _NO_URL
            raise failure from None  # its text is the whole URL, a proxy's with the password
        except Exception as error:
            lost = _failures.from_network(error, method, url)
            if lost is None:
                raise
            raise lost from _failures.bare(error)
        response = RESTResponse(answer)
        response.asked = (method, url)
        if not 200 <= response.status <= 299:
            raise _failures.from_answer(response, method, url)
        return response

    def _shared_pool(self) -> _session.Pool:
        pid = os.getpid()
        if self._pool is None or self._pid != pid:  # a forked child must not share its parent's sockets
            self._pool, self._pid = _session.pool(self._configuration), pid
        return self._pool

    def _without_body(
        self, verb: str, url: str, headers: Mapping[str, str] | None = None, query_params: Query = None,
        _preload_content: bool = True, _request_timeout: Any = None,
    ) -> RESTResponse:
        return self.request(verb, url, query_params, headers, None, None, _preload_content, _request_timeout)

    def DELETE(  # noqa: N802 - upstream's name
        self, url: str, headers: Mapping[str, str] | None = None, query_params: Query = None,
        body: Any = None, _preload_content: bool = True, _request_timeout: Any = None,
    ) -> RESTResponse:
        """Make a DELETE."""
        rest = (_preload_content, _request_timeout)
        return self._with_form("DELETE", url, headers, query_params, None, body, *rest)

    def _with_form(
        self, verb: str, url: str, headers: Mapping[str, str] | None = None, query_params: Query = None,
        post_params: Any = None, body: Any = None, _preload_content: bool = True,
        _request_timeout: Any = None,
    ) -> RESTResponse:
        rest = (_preload_content, _request_timeout)
        return self.request(verb, url, query_params, headers, body, post_params, *rest)

    GET = partialmethod(_without_body, "GET")
    HEAD = partialmethod(_without_body, "HEAD")
    OPTIONS = partialmethod(_with_form, "OPTIONS")
    POST = partialmethod(_with_form, "POST")
    PUT = partialmethod(_with_form, "PUT")
    PATCH = partialmethod(_with_form, "PATCH")


def _timeouts(given: Any) -> tuple[float, float]:
    """Seconds to connect and to read: from one number (both), a pair, or the defaults."""
    if given is None:
        return CONNECT_TIMEOUT, READ_TIMEOUT
    if isinstance(given, (int, float)):
        return float(given), float(given)
    connect, read = given
    return connect, read
