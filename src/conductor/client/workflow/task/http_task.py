from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["HttpInput", "HttpMethod", "HttpTask", "TaskInterface", "TaskType"]


class HttpMethod(str, Enum):
    """The verbs of an HTTP task."""

    GET = "GET"
    PUT = "PUT"
    POST = "POST"
    DELETE = "DELETE"
    HEAD = "HEAD"
    OPTIONS = "OPTIONS"
    PATCH = "PATCH"
    TRACE = "TRACE"

    def __str__(self) -> str:
        return Enum.__str__(self)  # Upstream: HttpMethod.GET in text


class HttpInput:
    """The request of an HTTP task; both time-outs in milliseconds."""

    swagger_types: ClassVar[dict[str, str]] = {
        "_uri": "str",
        "_method": "str",
        "_accept": "list[str]",
        "_headers": "dict[str, list[str]]",
        "_content_type": "str",
        "_connection_time_out": "int",
        "_read_timeout": "int",
        "_body": "str",
    }
    attribute_map: ClassVar[dict[str, str]] = {
        "_uri": "uri",
        "_method": "method",
        "_accept": "accept",
        "_headers": "headers",
        "_content_type": "contentType",
        "_connection_time_out": "connectionTimeOut",
        "_read_timeout": "readTimeOut",
        "_body": "body",
    }

    def __init__(
        self,
        method: HttpMethod | str = HttpMethod.GET,
        uri: str | None = None,
        headers: dict[str, Any] | None = None,
        accept: str | list[str] | None = None,
        content_type: str | None = None,
        connection_time_out: int | None = None,
        read_timeout: int | None = None,
        body: Any = None,
    ) -> None:
        self._method = method
        self._uri = uri
        self._headers = headers
        self._accept = accept
        self._content_type = content_type
        self._connection_time_out = connection_time_out
        self._read_timeout = read_timeout
        self._body = body


class HttpTask(TaskInterface):
    """Calls an HTTP endpoint.

    ``http_input`` is an HttpInput, or its JSON members as a dict: ``uri``, ``method`` (GET when left out),
    ``headers``, ``body``, ``accept``, ``contentType``, ``connectionTimeOut`` and ``readTimeOut`` (both in
    milliseconds), ``vipAddress``, ``asyncComplete``.
    """

    def __init__(self, task_ref_name: str, http_input: HttpInput | dict[str, Any]) -> None:
        if isinstance(http_input, dict) and "method" not in http_input:
            http_input["method"] = HttpMethod.GET.value  # Upstream: in the caller's own dict
        super().__init__(task_ref_name, TaskType.HTTP, input_parameters={"http_request": http_input})

    def status_code(self) -> str:
        """The reference to the answer's status."""
        return self.output("response.statusCode")

    def headers(self, json_path: str | None = None) -> str:
        """The reference to the answer's headers, or to one of them."""
        return self.output("response.headers" + _below(json_path))

    def body(self, json_path: str | None = None) -> str:
        """The reference to the answer's body, or to a part of it."""
        return self.output("response.body" + _below(json_path))


def _below(json_path: str | None) -> str:
    return "" if json_path is None else json_path if json_path.startswith("[") else "." + json_path
