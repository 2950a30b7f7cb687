"""``/api-docs`` and ``/context.js``: what the server tells of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conductor.devserver.requests import Answer, Request, as_json
from conductor.devserver.routes.admin import VERSION

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: Server: the real one's page asks it whether there are language models.
_CONTEXT = (
    b"window.conductor = window.conductor || {};\n"
    b"window.conductor.CONDUCTOR_INTEGRATIONS_AI_ENABLED = false;\n"
)


def register(router: Router, described: Router) -> None:
    """Add the routes; ``described`` is what they tell of."""

    def documents(engine: Engine, request: Request) -> Answer:
        return as_json(document(described))

    router.add("GET", "/api-docs", documents)
    router.add("GET", "/context.js", _context)


def _context(engine: Engine, request: Request) -> Answer:
    return Answer(200, "application/javascript;charset=UTF-8", _CONTEXT, (("Cache-Control", "no-cache"),))


def document(described: Router) -> dict[str, Any]:
    """An OpenAPI document of paths, methods and path parameters; bodies are not described."""
    paths: dict[str, dict[str, Any]] = {}
    for method, pattern in described.patterns():
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in _PLACEHOLDER.findall(pattern)
        ]
        operation: dict[str, Any] = {"responses": {"200": {"description": "OK"}}}
        if parameters:
            operation["parameters"] = parameters
        paths.setdefault(f"/api{pattern}", {})[method.lower()] = operation
    info = {"title": "Conductor's embedded server", "version": VERSION}
    return {"openapi": "3.1.0", "info": info, "paths": paths}
