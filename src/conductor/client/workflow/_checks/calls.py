"""What tasks send to others: HTTP requests, events, messages, and the starts of workflows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conductor.client.workflow._checks.needed import (
    is_open,
    lacks_input,
    required,
    required_input,
    wrong_members,
    wrong_type,
)
from conductor.client.workflow._checks.shape import AN_OBJECT, TEXT, WHOLE, Kind
from conductor.client.workflow._checks.tree import JsonTask, inputs, reference
from conductor.client.workflow._finding import WARNING, Finding
from conductor.client.workflow.task._kinds import is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS = ("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S").match


def _is_content_type(value: Any) -> bool:
    return isinstance(value, str) and "/" in value


_REQUEST: dict[str, Kind] = {
    "headers": AN_OBJECT,
    "connectionTimeOut": WHOLE,
    "readTimeOut": WHOLE,
    "contentType": Kind(_is_content_type, "like application/json"),
}
_START: dict[str, Kind] = {
    "name": TEXT,
    "version": WHOLE,
    "input": AN_OBJECT,
    "correlationId": TEXT,
    "taskToDomain": AN_OBJECT,
    "priority": WHOLE,
}


def http(task: JsonTask) -> Iterator[Finding]:
    """HTTP: the request, in ``http_request`` or flat."""
    given = inputs(task)
    request: Any = given.get("http_request", given)
    if "http_request" not in given and "uri" not in given:
        yield lacks_input(task, "http_request, or uri")
    elif is_object(request):
        yield from _request(task, request)
    elif not is_open(request):
        yield wrong_type(task, "http_request", "an object", request)


def _request(task: JsonTask, request: dict[str, Any]) -> Iterator[Finding]:
    uri, method, own = request.get("uri"), request.get("method"), reference(task)
    if not uri:
        yield Finding("input-missing", "HTTP needs a uri", own)
    elif isinstance(uri, str) and "${" not in uri and not _ABSOLUTE(uri) and not request.get("vipAddress"):
        yield Finding("http-uri", f"the uri must begin with http:// or https://; it is {uri!r:.60}", own)
    if not is_open(method) and method not in _METHODS:
        # Server: it knows the methods in capitals only, and has no default.
        text = f"there is no HTTP method {method!r}" if method else "HTTP needs a method"
        yield Finding("http-method", f"{text}; there are {', '.join(_METHODS)}", own)
    yield from wrong_members(task, "http_request", request, _REQUEST)


# Those of the open-source server; Orkes may know more.
_SINKS = ("conductor", "sqs", "amqp_queue", "amqp_exchange", "amqp", "nats", "nats_stream", "jsm", "kafka")


def event(task: JsonTask) -> Iterator[Finding]:
    """EVENT: the sink."""
    sink = task.get("sink")
    yield from required(task, "sink", sink)
    if sink is not None and not is_open(sink):
        provider, colon, _queue = str(sink).partition(":")
        own = reference(task)
        if not provider or (not colon and provider != "conductor"):
            yield Finding("sink-malformed", f"a sink is like kafka:topic, not {sink!r}", own)
        elif provider not in _SINKS:
            text = f"the open-source server has no sink {provider!r}; it has {', '.join(_SINKS)}"
            yield Finding("sink-unknown", text, own, WARNING)


def kafka(task: JsonTask) -> Iterator[Finding]:
    """KAFKA_PUBLISH: the message."""
    yield from required_input(task, "kafka_request")
    request = inputs(task).get("kafka_request")
    if is_object(request):
        for name in ("bootStrapServers", "topic"):
            if not request.get(name):
                yield Finding("input-missing", f"kafka_request needs {name}", reference(task))


def start_workflow(task: JsonTask) -> Iterator[Finding]:
    """START_WORKFLOW: the request."""
    request = inputs(task).get("startWorkflow")
    if request is None:
        yield lacks_input(task, "startWorkflow")
    elif is_object(request):
        if not request.get("name") and request.get("workflowDef") is None:
            yield lacks_input(task, "startWorkflow.name")
        if "input" in request and request["input"] is None:
            # Server: "NULL input passed when starting workflow"
            yield wrong_type(task, "startWorkflow.input", "an object", None)
        yield from wrong_members(task, "startWorkflow", request, _START)
    elif not is_open(request):
        yield wrong_type(task, "startWorkflow", "an object", request)
