"""Endpoints, declared: the signature is the request.

::

    class TaskResourceApi(ResourceApi):
        @endpoint("GET", "/tasks/{taskId}/log")
        def get_task_logs(self, task_id: str, **options: Unpack[CallOptions]) -> list[TaskExecLog]:
            \"\"\"Get the log of a task.\"\"\"
            ...

        get_task_logs_with_http_info = with_http_info(get_task_logs)

Names in the path fill it, ``body`` is the JSON body, every other parameter is a query value under its name
in camel case. None is left out, booleans are ``true`` and ``false``, lists repeat. The return annotation says
what the answer is.
"""

from __future__ import annotations

import functools
import inspect
import re
from typing import TYPE_CHECKING, Any, Callable, TypedDict, TypeVar

from conductor.client.http.models._notation import swagger_type, wire_name

if TYPE_CHECKING:
    from typing_extensions import Concatenate, ParamSpec

    from conductor.client.http.api_client import ApiClient

    P = ParamSpec("P")
    R = TypeVar("R")
    F = TypeVar("F", bound=Callable[..., Any])
    A = TypeVar("A", bound="ResourceApi")


class CallOptions(TypedDict, total=False):
    """What every endpoint takes besides its own parameters."""

    async_req: bool
    """Return a thread at once; its ``get()`` gives the result."""
    _request_timeout: float | tuple[float, float]
    """Seconds, for connecting and reading, or a pair of both."""
    _preload_content: bool
    """False: return the RESTResponse, its body unread."""
    _return_http_data_only: bool
    """For ``…_with_http_info``: only the data."""
    metric_context: Any
    """Upstream: accepted by the start of a workflow, not sent."""


_OPTIONS = frozenset(CallOptions.__annotations__)


class ResourceApi:
    """A group of endpoints, called through one ApiClient."""

    def __init__(self, api_client: ApiClient | None = None) -> None:
        if api_client is None:
            from conductor.client.http.api_client import ApiClient

            api_client = ApiClient()
        self.api_client = api_client


class Endpoint:
    """One declared endpoint: verb, path template, what each parameter is. Planned on first use."""

    def __init__(
        self, function: Callable[..., Any], verb: str, path: str, wire: dict[str, str], **details: Any
    ) -> None:
        self.function = function
        self.name = function.__name__
        self.verb = verb
        self.path = path
        self._wire = wire
        self._details = details

    @functools.cached_property
    def parameters(self) -> list[inspect.Parameter]:
        """The declared parameters, ``self`` and ``**options`` aside."""
        declared = list(inspect.signature(self.function).parameters.values())[1:]
        return [parameter for parameter in declared if parameter.kind is not parameter.VAR_KEYWORD]

    @functools.cached_property
    def positional(self) -> list[str]:
        """Names that may be given by position, in order."""
        return [p.name for p in self.parameters if p.kind is not p.KEYWORD_ONLY]

    @functools.cached_property
    def required(self) -> list[str]:
        """Names that must be given, and not be None: no default, or part of the path."""
        return [
            p.name
            for p in self.parameters
            if (p.default is p.empty or p.name in self.in_path) and p.name not in self.when_none
        ]

    @functools.cached_property
    def defaults(self) -> dict[str, Any]:
        """Defaults that are sent: those that are not None."""
        return {p.name: p.default for p in self.parameters if p.default not in (p.empty, None)}

    @functools.cached_property
    def in_path(self) -> dict[str, str]:
        """Parameter name → placeholder."""
        placeholders = re.findall(r"{(\w+)}", self.path)
        found: dict[str, str] = {
            p.name: str(wanted)
            for wanted in placeholders
            for p in self.parameters
            if wanted in (p.name, self._wire.get(p.name), wire_name(p.name))
        }
        missing = set(placeholders) - set(found.values())
        if missing:
            raise TypeError(f"{self.name}: no parameter fills {sorted(missing)} of {self.path}")
        return found

    @functools.cached_property
    def in_headers(self) -> dict[str, str]:
        """Parameter name → header."""
        return dict(self._details["headers"])

    @functools.cached_property
    def in_query(self) -> dict[str, str]:
        """Parameter name → query name."""
        elsewhere = {self.body_name, *self.in_path, *self.in_headers}
        return {
            p.name: self._wire.get(p.name) or wire_name(p.name)
            for p in self.parameters
            if p.name not in elsewhere
        }

    @property
    def when_none(self) -> dict[str, Any]:
        """What is sent where a parameter is None or left out: a value, or a function that makes one."""
        found: dict[str, Any] = self._details["when_none"]
        return found

    @property
    def body_name(self) -> str:
        """The parameter that is the body."""
        return str(self._details["body"])

    @functools.cached_property
    def fixed_headers(self) -> dict[str, str]:
        """Accept and Content-Type, where the endpoint says so."""
        said: dict[str, Any] = {
            "Accept": self._details["accept"],
            "Content-Type": self._details["content_type"],
        }
        return {name: str(value) for name, value in said.items() if value}

    @functools.cached_property
    def returns(self) -> str | None:
        """The type of the answer, as a swagger text; None: there is none."""
        text = self._details["returns"] or self.function.__annotations__.get("return")
        return None if text in (None, "None") else swagger_type(str(text))

    def __call__(self, api_client: ApiClient, args: Any, kwargs: dict[str, Any], data_only: bool) -> Any:
        """Make the call."""
        if len(args) > len(self.positional):
            raise TypeError(
                f"{self.name}() takes {len(self.positional)} positional arguments but {len(args)} were given"
            )
        values = dict(zip(self.positional, args))
        options: dict[str, Any] = {}
        for name, value in kwargs.items():
            if name in _OPTIONS:
                options[name] = value
            elif name in values:
                raise TypeError(f"{self.name}() got multiple values for argument {name!r}")
            else:
                values[name] = value
        in_path, in_query = self.in_path, self.in_query
        for name in self.required:
            if values.get(name) is None:
                self._refuse_missing(name, values)
        for name, value in self.when_none.items():
            if values.get(name) is None:
                values[name] = value() if callable(value) else value
        path: dict[str, Any] = {}
        query: dict[str, Any] = {}
        headers = dict(self.fixed_headers)
        body = None
        for name, value in ({**self.defaults, **values} if self.defaults else values).items():
            if name in in_query:
                query[in_query[name]] = value
            elif name in in_path:
                path[in_path[name]] = value
            elif name == self.body_name:
                body = value
            elif name in self.in_headers:
                if value is not None:
                    headers[self.in_headers[name]] = str(value)
            else:
                raise TypeError(f"Got an unexpected keyword argument '{name}' to method {self.name}")
        if data_only:
            options["_return_http_data_only"] = True
        return api_client.call_api(
            self.path, self.verb, path, query, headers, body=body, response_type=self.returns, **options
        )

    def _refuse_missing(self, name: str, values: dict[str, Any]) -> None:
        # Upstream: TypeError where a positional argument is left out, ValueError where it is None.
        if name not in values and name in self.positional:
            raise TypeError(f"{self.name}() missing 1 required positional argument: {name!r}")
        raise ValueError(f"Missing the required parameter `{name}` when calling `{self.name}`")


def endpoint(
    verb: str,
    path: str,
    *,
    wire: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    accept: str | None = None,
    content_type: str | None = None,
    returns: str | None = None,
    body: str = "body",
    when_none: dict[str, Any] | None = None,
) -> Callable[[F], F]:
    """Declare a method as a call of this endpoint.

    For the odd cases: ``wire`` maps a parameter to its name in query or path, ``headers`` to a header,
    ``body`` names the parameter that is the body, ``returns`` overrides the return annotation,
    ``when_none`` says what a parameter is that is None or left out.
    """

    def declare(function: F) -> F:
        spec = Endpoint(
            function,
            verb,
            path,
            wire or {},
            headers=headers or {},
            accept=accept,
            content_type=content_type,
            returns=returns,
            body=body,
            when_none=when_none or {},
        )

        @functools.wraps(function)
        def call(self: ResourceApi, *args: Any, **kwargs: Any) -> Any:
            return spec(self.api_client, args, kwargs, True)

        call.__endpoint__ = spec  # type: ignore[attr-defined]
        return call  # type: ignore[return-value]

    return declare


def with_http_info(
    function: Callable[Concatenate[A, P], R],
) -> Callable[Concatenate[A, P], tuple[R, int, Any]]:
    """The same endpoint, returning (data, status, headers)."""
    spec: Endpoint = function.__endpoint__  # type: ignore[attr-defined]

    @functools.wraps(function)
    def call(self: ResourceApi, *args: Any, **kwargs: Any) -> Any:
        return spec(self.api_client, args, kwargs, False)

    call.__name__ = f"{spec.name}_with_http_info"
    call.__qualname__ += "_with_http_info"
    return call  # type: ignore[return-value]
