"""The REST routes, one module per resource; each registers its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver.router import Route, Router
from conductor.devserver.routes import (
    admin,
    description,
    events,
    metadata,
    pages,
    queues,
    scheduler,
    search,
    steering,
    tasks,
    trial,
    workflows,
)

if TYPE_CHECKING:
    from conductor.devserver.requests import Request

__all__ = ["find_route"]

_API = Router()
for _module in (metadata, tasks, workflows, steering, search, queues, scheduler, events, admin, trial):
    _module.register(_API)
_PAGES = Router()
pages.register(_PAGES)
description.register(_PAGES, _API)


def find_route(request: Request) -> Route:
    """The function that answers a request.

    :raises Refusal: there is none.
    """
    parts = request.segments()
    if parts[0] == "api":
        return _API.find(request, parts[1:])
    return _PAGES.find(request, parts)
