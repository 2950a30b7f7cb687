"""From a call in Python's terms to one over HTTP, and back: authorise, write, send, read."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

from conductor.client._encode import encode
from conductor.client.configuration._environment import without_credentials
from conductor.client.configuration._secrets import secrets_of
from conductor.client.configuration.configuration import Configuration
from conductor.client.exceptions import ApiException, AuthorizationException
from conductor.client.helpers.helper import ObjectMapper
from conductor.client.http import _failures, _token
from conductor.client.http._measure import measured
from conductor.client.http._reading import read
from conductor.client.http.models._codec import decode
from conductor.client.http.thread import AwaitableThread

if TYPE_CHECKING:
    from conductor.client.http.rest import RESTClientObject, RESTResponse

__all__ = ["ApiClient", "AuthorizationException", "AwaitableThread", "Configuration"]

logger = logging.getLogger(__name__)

_TOKEN_TIMEOUT = (10.0, 30.0)  # seconds to connect and to read


class ApiClient:
    """Makes the calls of one Configuration. Cheap to make: connections are shared.

    ``header_name`` and ``header_value``: one more header for every request. ``metrics_collector``: is told
    the duration of each call (``record_api_request_time``).
    """

    PRIMITIVE_TYPES = ObjectMapper.PRIMITIVE_TYPES
    NATIVE_TYPES_MAPPING = ObjectMapper.NATIVE_TYPES_MAPPING

    def __init__(
        self, configuration: Configuration | None = None, header_name: str | None = None,
        header_value: str | None = None, cookie: str | None = None, metrics_collector: Any = None,
    ) -> None:
        self.configuration = configuration or Configuration()
        self.default_headers = {"Accept-Encoding": "gzip", **_basic_authorization(self.configuration.host)}
        if header_name is not None:
            self.default_headers[header_name] = header_value or ""
        self.cookie = cookie
        self.metrics_collector = metrics_collector
        self._rest_client: RESTClientObject | None = None
        self._token = _token.TokenKeeper(self.configuration, self._fetch_token)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_rest_client": None, "_token": None, "metrics_collector": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._token = _token.TokenKeeper(self.configuration, self._fetch_token)

    @property
    def rest_client(self) -> RESTClientObject:
        """The layer below, made on first use."""
        if self._rest_client is None:
            from conductor.client.http.rest import RESTClientObject

            self._rest_client = RESTClientObject(configuration=self.configuration)
        return self._rest_client

    @rest_client.setter
    def rest_client(self, value: RESTClientObject) -> None:
        self._rest_client = value

    def call_api(
        self, resource_path: str, method: str, path_params: Any = None, query_params: Any = None,
        header_params: dict[str, Any] | None = None, body: Any = None, post_params: Any = None,
        files: Any = None, response_type: Any = None, auth_settings: Any = None,
        async_req: bool | None = None, _return_http_data_only: bool | None = None,
        collection_formats: dict[str, str] | None = None, _preload_content: bool = True,
        _request_timeout: Any = None, metric_context: Any = None,
    ) -> Any:
        """Make the call and return what the server answers as ``response_type``.

        Without ``_return_http_data_only``: (data, status, headers). With ``async_req``: a thread whose
        ``get()`` returns that. ``_preload_content=False``: the RESTResponse itself. Raises ApiException.
        """
        if async_req:
            call: dict[str, Any] = dict(locals())
            for name in ("self", "async_req"):
                del call[name]
            thread = AwaitableThread(target=self.call_api, kwargs=call)
            thread.start()
            return thread
        from conductor.client.http import _writing

        if getattr(self.sanitize_for_serialization, "__func__", None) is not _STOCK_SANITIZER:
            sanitize = self.sanitize_for_serialization  # the user's own
            path_params, query_params, body = sanitize(path_params), sanitize(query_params), sanitize(body)
        path = resource_path
        if path_params:
            path = _writing.with_path(path, path_params, self.configuration.safe_chars_for_path_param)
        if query_params and collection_formats:
            query_params = _writing.pairs(query_params, collection_formats)
        if post_params or files:
            post_params = self.prepare_post_parameters(post_params, files)
        headers = {**self.default_headers, "Accept": "*/*", **(header_params or {})}
        if self.cookie:
            headers["Cookie"] = self.cookie
        url = without_credentials(self.configuration.host) + path
        token = self._authorise(resource_path, headers, query_params)
        sending: dict[str, Any] = {
            "query_params": query_params, "headers": headers, "post_params": post_params, "body": body,
            "_preload_content": _preload_content, "_request_timeout": _request_timeout,
        }
        try:
            answer = self._send(resource_path, method, url, sending)
        except AuthorizationException as error:
            if token is None or not self.renew_token(error, token):
                raise
            self._authorise(resource_path, headers, query_params)
            answer = self._send(resource_path, method, url, sending)
        data = answer
        if _preload_content:
            data = self.deserialize(answer, response_type) if response_type else self._read(answer, None)
        return data if _return_http_data_only else (data, answer.status, answer.getheaders())

    def _send(self, template: str, method: str, url: str, sending: dict[str, Any]) -> RESTResponse:
        if self.metrics_collector is not None:
            sending["metric_uri"] = template  # Upstream: 1.1's request() has no such parameter
        return self.request(method, url, **sending)

    def request(
        self, method: str, url: str, query_params: Any = None, headers: Any = None, post_params: Any = None,
        body: Any = None, _preload_content: bool = True, _request_timeout: Any = None,
        metric_uri: str | None = None, metric_context: Any = None,
    ) -> RESTResponse:
        """Make a call to a whole URL, without token. Raises ApiException, ValueError for an unknown verb."""
        with measured(self.metrics_collector, method, url, metric_uri) as measure:
            answer = self.rest_client.request(
                method, url, query_params, headers, body, post_params, _preload_content, _request_timeout
            )
            measure.status = answer.status
        return answer

    def deserialize(self, response: Any, response_type: Any) -> Any:
        """The answer's body as ``response_type``: a class, "list[Task]", "dict(str, object)", "str" …"""
        return self._read(response, response_type)

    def _read(self, answer: Any, response_type: Any) -> Any:
        try:
            return read(answer, response_type)
        except ApiException as error:
            error.hide(secrets_of(self.configuration))
            raise

    def deserialize_class(self, data: Any, klass: Any) -> Any:
        """Parsed JSON as ``klass`` (a class or a type's name)."""
        return decode(data, klass)

    def sanitize_for_serialization(self, obj: Any) -> Any:
        """The object as what ``json.dumps`` takes. Raises EncodingError where it has no JSON form."""
        return encode(obj)

    def parameters_to_tuples(self, params: Any, collection_formats: dict[str, str] | None) -> list[Any]:
        """Pairs of name and value; lists repeated (``multi``) or joined (``csv``, ``ssv``, ``pipes`` …)."""
        from conductor.client.http._writing import pairs

        return pairs(params, collection_formats)

    def prepare_post_parameters(self, post_params: Any = None, files: Any = None) -> list[Any]:
        """Form fields, and files as (name, (file name, bytes, media type))."""
        import mimetypes
        from pathlib import Path

        fields: list[Any] = list(post_params or [])
        given: dict[str, Any] = files or {}
        for name, value in given.items():
            for path in map(Path, cast("list[str]", value if isinstance(value, list) else [value])):
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                fields.append((name, (path.name, path.read_bytes(), kind)))
        return fields

    def select_header_accept(self, accepts: list[str]) -> str | None:
        """JSON where it is offered, else all of them."""
        if not accepts:
            return None
        lower = [accept.lower() for accept in accepts]
        return "application/json" if "application/json" in lower else ", ".join(lower)

    def select_header_content_type(self, content_types: list[str]) -> str:
        """JSON where it is offered or nothing is, else the first."""
        lower = [kind.lower() for kind in content_types]
        return "application/json" if not lower or {"application/json", "*/*"} & set(lower) else lower[0]

    def update_params_for_auth(self, headers: dict[str, Any], querys: Any, auth_settings: Any) -> None:
        """Add what :meth:`get_authentication_headers` returned to headers and query."""
        for found, params in (("header", headers), ("query", querys)):
            if auth_settings and found in auth_settings:
                params.update(auth_settings[found])

    def get_authentication_headers(self) -> dict[str, dict[str, str]] | None:
        """``{"header": {"X-Authorization": token}}``; None without authentication."""
        token = self._token.current()
        return None if token is None else {"header": {_token.HEADER: token}}

    def force_refresh_auth_token(self) -> bool:
        """Get a new token now. False where there is no authentication, or none can be had."""
        try:
            return self._token.renew(self.configuration.AUTH_TOKEN)
        except ApiException:
            return False

    def current_token(self) -> str | None:
        """The token to send with a call; None without authentication."""
        return self._token.current()

    def renew_token(self, error: AuthorizationException, token: str) -> bool:
        """Whether another try makes sense: the server no longer takes this token, and there is a new one."""
        return (error.token_expired or error.invalid_token) and self._token.renew(token)

    def _authorise(self, path: str, headers: dict[str, Any], query: Any) -> str | None:
        """Say who calls; the token, if there is one."""
        found = None if path == "/token" else self.get_authentication_headers()
        self.update_params_for_auth(headers, query, found)
        return None if found is None else found.get("header", {}).get(_token.HEADER)

    def _fetch_token(self, key_id: str, key_secret: str) -> str:
        url = f"{without_credentials(self.configuration.host)}/token"
        body = {"keyId": key_id, "keySecret": key_secret}
        sending = {"headers": dict(self.default_headers), "body": body, "_request_timeout": _TOKEN_TIMEOUT}
        answer = self._send("/token", "POST", url, sending)
        try:
            return str(read(answer, "dict(str, object)")["token"])
        except (KeyError, TypeError):
            error = _failures.not_an_api_answer(answer, "POST", url, "no token")
        except ApiException as unreadable:
            error = unreadable
        error.body = error.message = None  # it may hold the token, and errors are logged
        raise error


_STOCK_SANITIZER = ApiClient.sanitize_for_serialization


def _basic_authorization(host: str) -> dict[str, str]:
    """The header for a user and password in the URL."""
    from urllib.parse import unquote, urlsplit

    userinfo = unquote(urlsplit(host).netloc.rpartition("@")[0])
    if not userinfo:
        return {}
    from base64 import b64encode

    return {"authorization": "Basic " + b64encode(userinfo.encode()).decode()}
