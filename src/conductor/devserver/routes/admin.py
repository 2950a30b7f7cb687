"""Secrets, environment, version, and what only administrators of a real server need."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from conductor.devserver.refusal import NotOffered, ServerFault
from conductor.devserver.requests import EMPTY, Answer, Request, as_json, as_text
from conductor.devserver.routes.pages import health
from conductor.devserver.secrets import SECRET_PREFIX, VALUE_PREFIX, names, secret
from conductor.devserver.updates import find_execution

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

#: The version of the real server whose rules this one follows.
VERSION = "3.32.3"
_READ_ONLY = Answer(501, "text/plain;charset=UTF-8", b"env-backed secrets are read-only")


def register(router: Router) -> None:
    """Add the routes."""
    router.add("GET", "/health", health)
    router.add("GET", "/version", _version)
    router.add("GET", "/secrets", _secret_names)
    router.add("POST", "/secrets", _secret_names)
    router.add("GET", "/secrets/v2", _secrets)
    router.add("GET", "/environment", _values)
    router.add("GET", "/secrets/{key}", _secret)
    router.add("PUT", "/secrets/{key}", _read_only)
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


def _environment(engine: Engine, request: Request) -> Answer:
    value = os.environ.get(VALUE_PREFIX + request.params["key"])
    return EMPTY if value is None else as_text(value)


def _config(engine: Engine, request: Request) -> Answer:
    return as_json(
        {"server": "conductor-python embedded", "version": VERSION, "python": platform.python_version()}
    )


def _no_queues(engine: Engine, request: Request) -> Answer:
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
    return as_json(tasks[start : start + count])


def _sweep(engine: Engine, request: Request) -> Answer:
    workflow_id = request.params["workflowId"]
    with engine.turn():
        engine.touch(find_execution(engine, workflow_id))
    return as_text(f"true.{workflow_id}")


def _no_repair(engine: Engine, request: Request) -> Answer:
    raise ServerFault("WorkflowRepairService is disabled.")


def _providers(engine: Engine, request: Request) -> Answer:
    return as_json({"managedByHost": False, "providers": []})


def _no_storage(engine: Engine, request: Request) -> Answer:
    for name in ("path", "operation", "payloadType"):
        request.required(name)
    raise NotOffered(
        "The embedded server keeps payloads of any size itself and has no external payload storage"
    )
