"""Secrets, environment, version, and what only administrators of a real server need."""

from __future__ import annotations

import os
import platform
import re
from typing import TYPE_CHECKING

from conductor.devserver.refusal import BadRequest, ServerFault
from conductor.devserver.requests import EMPTY, Answer, Request, as_json, as_text
from conductor.devserver.routes.pages import health
from conductor.devserver.secrets import SECRET_PREFIX, VALUE_PREFIX, names, secret

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

#: The version of the real server whose rules this one follows.
VERSION = "3.32.3"
_READ_ONLY = Answer(501, "application/json", b"env-backed secrets are read-only")
_PAYLOADS = ("WORKFLOW_INPUT", "WORKFLOW_OUTPUT", "TASK_INPUT", "TASK_OUTPUT")
_NAME = re.compile(r"[a-zA-Z0-9_-]+")


def register(router: Router) -> None:
    """Add the routes."""
    router.add("GET", "/health", health)
    router.add("GET", "/version", _version)
    router.add("GET", "/secrets", _secret_names)
    router.add("POST", "/secrets", _secret_names)
    router.add("GET", "/secrets/v2", _secrets)
    router.add("GET", "/environment", _values)
    router.add("GET", "/secrets/{key}", _secret)
    router.add("PUT", "/secrets/{key}", _put_secret)
    router.add("DELETE", "/secrets/{key}", _read_only)
    router.add("GET", "/secrets/{key}/exists", _secret_exists)
    router.add("GET", "/environment/{key}", _environment)
    router.add("GET", "/admin/config", _config)
    router.add("GET", "/admin/queues", _no_queues)
    router.add("GET", "/admin/task/{type}", _pending)
    router.add("POST", "/admin/sweep/requeue/{workflowId}", _sweep)
    router.add("POST", "/admin/consistency/verifyAndRepair/{workflowId}", _no_repair)
    router.add("GET", "/providers/status", _providers)
    for path in ("/tasks", "/workflow"):
        for spelling in ("external-storage-location", "externalstoragelocation"):
            router.add("GET", f"{path}/{spelling}", _no_storage)


def _version(engine: Engine, request: Request) -> Answer:
    return as_text(VERSION)


def _secret_names(engine: Engine, request: Request) -> Answer:
    return as_json(names(SECRET_PREFIX))


def _secrets(engine: Engine, request: Request) -> Answer:
    return as_json([{"name": name} for name in names(SECRET_PREFIX)])


def _values(engine: Engine, request: Request) -> Answer:
    return as_json([{"name": name, "value": os.environ[VALUE_PREFIX + name]} for name in names(VALUE_PREFIX)])


def _secret(engine: Engine, request: Request) -> Answer:
    value = secret(request.params["key"])
    return Answer(404, "", b"") if value is None else as_text(value)


def _secret_exists(engine: Engine, request: Request) -> Answer:
    return as_json(secret(request.params["key"]) is not None)


def _read_only(engine: Engine, request: Request) -> Answer:
    return _READ_ONLY


def _put_secret(engine: Engine, request: Request) -> Answer:
    if _NAME.fullmatch(request.params["key"]) is None:
        message = b"key must match pattern [a-zA-Z0-9_-]+ (alphanumeric, underscore, dash only)"
        return Answer(400, "application/json", message)
    return _READ_ONLY if request.body.strip() else Answer(400, "application/json", b"value is required")


def _environment(engine: Engine, request: Request) -> Answer:
    value = os.environ.get(VALUE_PREFIX + request.params["key"])
    return EMPTY if value is None else as_text(value)


def _config(engine: Engine, request: Request) -> Answer:
    return as_json(
        {"server": "conductor-python embedded", "version": VERSION, "python": platform.python_version()}
    )


def _no_queues(engine: Engine, request: Request) -> Answer:
    request.flag("verbose", False)
    return as_json({})


def _pending(engine: Engine, request: Request) -> Answer:
    start, count = request.whole("start", 0), request.whole("count", 100)
    with engine.lock:
        tasks = [
            task.to_wire()
            for execution in engine.executions.values()
            for task in execution.open_tasks()
            if task.type == request.params["type"]
        ]
    # Server: a start behind the end is the beginning.
    start = start if start < len(tasks) else 0
    end = min(start + count, len(tasks))
    if start < 0:
        raise ServerFault(f"fromIndex = {start}")
    if end < start:
        raise BadRequest(f"fromIndex({start}) > toIndex({end})")
    return as_json(tasks[start:end])


def _sweep(engine: Engine, request: Request) -> Answer:
    workflow_id = request.params["workflowId"]
    with engine.turn():
        execution = engine.executions.get(workflow_id)
        if execution is not None:
            engine.touch(execution)
    # Server: "true" says that it was not queued yet, and an open execution always is.
    return as_text(f"{'false' if execution is not None and not execution.ended else 'true'}.{workflow_id}")


def _no_repair(engine: Engine, request: Request) -> Answer:
    raise ServerFault("WorkflowRepairService is disabled.")


def _providers(engine: Engine, request: Request) -> Answer:
    return as_json({"managedByHost": False, "providers": []})


def _no_storage(engine: Engine, request: Request) -> Answer:
    from conductor.devserver.engine import new_id

    for name in ("path", "operation", "payloadType"):
        request.required(name)
    operation, payload = request.required("operation"), request.required("payloadType")
    if operation.upper() not in ("READ", "WRITE") or payload.upper() not in _PAYLOADS:
        raise BadRequest(f"Invalid input - Operation: {operation}, PayloadType: {payload}")
    # Server: without a storage it names a place all the same.
    return as_json({"path": f"{request.required('path')}{new_id()}.json"})
