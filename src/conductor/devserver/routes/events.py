"""``/event``: event handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.event_types import EVENT_HANDLER
from conductor.devserver.requests import EMPTY, Answer, Request, as_json

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.router import Router


def register(router: Router) -> None:
    """Add the routes under ``/event``."""
    router.add("GET", "/event", _all)
    router.add("POST", "/event", _add)
    router.add("PUT", "/event", _update)
    router.add("GET", "/event/{event}", _of_event)
    router.add("DELETE", "/event/{event}", _remove)


def _method(name: str) -> str:
    return (
        f"public void com.netflix.conductor.rest.controllers.EventResource.{name}("
        "com.netflix.conductor.common.metadata.events.EventHandler)"
    )


def _all(engine: Engine, request: Request) -> Answer:
    with engine.lock:
        return as_json(list(engine.events.handlers.values()))


def _add(engine: Engine, request: Request) -> Answer:
    given = request.read(EVENT_HANDLER, _method("addEventHandler"))
    with engine.turn():
        engine.events.save(given, create=True)
    return EMPTY


def _update(engine: Engine, request: Request) -> Answer:
    given = request.read(EVENT_HANDLER, _method("updateEventHandler"))
    with engine.turn():
        engine.events.save(given, create=False)
    return EMPTY


def _of_event(engine: Engine, request: Request) -> Answer:
    active_only = request.flag("activeOnly", True)
    with engine.lock:
        return as_json(
            [
                handler
                for handler in engine.events.handlers.values()
                if handler["event"] == request.params["event"] and (handler["active"] or not active_only)
            ]
        )


def _remove(engine: Engine, request: Request) -> Answer:
    with engine.turn():
        engine.events.remove(request.params["event"])
    return EMPTY
