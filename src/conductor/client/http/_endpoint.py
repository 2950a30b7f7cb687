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
    """One declared endpoint: verb, path template, what each parameter is."""

    # What the declaration says of the odd cases:
    wire: dict[str, str]
    in_headers: dict[str, str]
    fixed_headers: dict[str, str]
    body_name: str
    when_none: dict[str, Any]
    # What the signature says, read on first use:
    parameters: list[inspect.Parameter]  # ``self`` and ``**options`` aside
    positional: list[str]  # may be given by position, in order
    required: list[str]  # must be given, and not be None: no default, or part of the path
    defaults: dict[str, Any]  # those that are sent: not None
    in_path: dict[str, str]  # parameter → placeholder
    in_query: dict[str, str]  # parameter → query name
    returns: str | None  # the type of the answer, as a swagger text; None: there is none

    def __init__(self, function: Callable[..., Any], verb: str, path: str, odd: dict[str, Any]) -> None:
        self.function = function
        self.name = function.__name__
        self.verb = verb
        self.path = path
        self.__dict__.update(odd)

    def __getattr__(self, name: str) -> Any:
        if name not in Endpoint.__annotations__:
            raise AttributeError(name)
        self._read_signature()
        return self.__dict__[name]

    def _read_signature(self) -> None:
        declared = list(inspect.signature(self.function).parameters.values())[1:]
        self.parameters = [p for p in declared if p.kind is not p.VAR_KEYWORD]
        wire = {p.name: self.wire.get(p.name) or wire_name(p.name) for p in self.parameters}
        placeholders = [str(found) for found in re.findall(r"{(\w+)}", self.path)]
        self.in_path = {p: hole for hole in placeholders for p in wire if hole in (p, wire[p], wire_name(p))}
        nobody = sorted(set(placeholders) - set(self.in_path.values()))
        if nobody:
            raise TypeError(f"{self.name}: no parameter fills {nobody} of {self.path}")
        elsewhere = {self.body_name, *self.in_path, *self.in_headers}
        self.in_query = {name: wire[name] for name in wire if name not in elsewhere}
        self.positional = [p.name for p in self.parameters if p.kind is not p.KEYWORD_ONLY]
        given = [p.name for p in self.parameters if p.default is p.empty or p.name in self.in_path]
        self.required = [name for name in given if name not in self.when_none]
        self.defaults = {p.name: p.default for p in self.parameters if p.default not in (p.empty, None)}
        if "returns" not in self.__dict__:
            text = self.function.__annotations__.get("return")
            self.returns = None if text in (None, "None") else swagger_type(str(text))

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
    verb: str, path: str, *, wire: dict[str, str] | None = None, headers: dict[str, str] | None = None,
    accept: str | None = None, content_type: str | None = None, returns: str | None = None,
    body: str = "body", when_none: dict[str, Any] | None = None,
) -> Callable[[F], F]:
    """Declare a method as a call of this endpoint.

    For the odd cases: ``wire`` maps a parameter to its name in query or path, ``headers`` to a header,
    ``body`` names the parameter that is the body, ``returns`` overrides the return annotation,
    ``when_none`` says what a parameter is that is None or left out: a value, or a function that makes one.
    """
    fixed = {"Accept": accept, "Content-Type": content_type}
    odd: dict[str, Any] = {
        "wire": wire or {},
        "in_headers": headers or {},
        "fixed_headers": {name: value for name, value in fixed.items() if value},
        "body_name": body,
        "when_none": when_none or {},
        **({"returns": swagger_type(returns)} if returns else {}),
    }

    def declare(function: F) -> F:
        spec = Endpoint(function, verb, path, odd)
        call = _method(function, spec, data_only=True)
        call.__endpoint__ = spec
        return call  # type: ignore[no-any-return]

    return declare


def with_http_info(
    function: Callable[Concatenate[A, P], R],
) -> Callable[Concatenate[A, P], tuple[R, int, Any]]:
    """The same endpoint, returning (data, status, headers)."""
    spec: Endpoint = function.__endpoint__  # type: ignore[attr-defined]
    call = _method(function, spec, data_only=False)
    call.__name__ = f"{spec.name}_with_http_info"
    call.__qualname__ += "_with_http_info"
    return call  # type: ignore[no-any-return]


def _method(function: Any, spec: Endpoint, data_only: bool) -> Any:
    @functools.wraps(function)
    def call(self: ResourceApi, *args: Any, **kwargs: Any) -> Any:
        return spec(self.api_client, args, kwargs, data_only)

    return call
