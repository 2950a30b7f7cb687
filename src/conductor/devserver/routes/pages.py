"""``/health``, and the page for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.requests import Answer, Request, as_json
from conductor.devserver.router import nowhere

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router

HEALTH: dict[str, Any] = {"healthResults": [], "suppressedHealthResults": [], "healthy": True}


def register(router: Router) -> None:
    """Add the routes outside ``/api``."""
    router.add("GET", "/health", health)
    for pattern in ("/", "/index.html", "/execution/{id}", "/executions", "/workflow/{id}", "/workbench"):
        router.add("GET", pattern, _index)
    router.add("GET", "/page/{name}", _asset)


def health(engine: Engine, request: Request) -> Answer:
    """The server is up."""
    return as_json(HEALTH)


def _index(engine: Engine, request: Request) -> Answer:
    return _read("index.html", request)


def _asset(engine: Engine, request: Request) -> Answer:
    return _read(request.params["name"], request)


def _read(name: str, request: Request) -> Answer:
    from conductor.devserver.page import CONTENT_SECURITY_POLICY, read

    try:
        content_type, body = read(name)
    except (KeyError, FileNotFoundError, ValueError):
        raise nowhere(request) from None
    headers = (
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-cache"),
    )
    return Answer(200, content_type, body, headers)
