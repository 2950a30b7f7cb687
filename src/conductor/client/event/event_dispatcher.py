"""Hands events to listeners from an event loop."""

from __future__ import annotations

import inspect
import logging
import threading
from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar

from conductor.client.event.conductor_event import ConductorEvent

if not TYPE_CHECKING:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)

T = TypeVar("T", bound=ConductorEvent)


class EventDispatcher(Generic[T]):
    """Like SyncEventDispatcher for coroutines: listeners may be functions or ``async def``."""

    def __init__(self) -> None:
        self._listeners: dict[type[Any], list[Callable[[Any], Any]]] = {}
        self._lock = threading.Lock()  # never held over an await

    async def register(self, event_type: type[T], listener: Callable[[T], Any]) -> None:
        """Call ``listener`` for every event of exactly this type; a second registration is ignored."""
        with self._lock:
            listeners = self._listeners.setdefault(event_type, [])
            if listener not in listeners:
                listeners.append(listener)

    async def unregister(self, event_type: type[T], listener: Callable[[T], Any]) -> None:
        """No longer call ``listener``; nothing happens if it was not registered."""
        with self._lock:
            listeners = self._listeners.get(event_type, [])
            if listener in listeners:
                listeners.remove(listener)
            if not listeners:
                self._listeners.pop(event_type, None)

    async def publish(self, event: T) -> None:
        """Call the listeners of the event's type, all at once, and wait for them."""
        listeners = list(self._listeners.get(type(event), ()))
        if listeners:
            import asyncio

            await asyncio.gather(*(self._call(listener, event) for listener in listeners))

    async def _call(self, listener: Callable[[Any], Any], event: T) -> None:
        try:
            answer = listener(event)
            if inspect.isawaitable(answer):
                await answer
        except Exception:
            logger.exception("A listener of %s failed", type(event).__name__)

    def has_listeners(self, event_type: type[T]) -> bool:
        """Whether anyone listens to this type."""
        return bool(self._listeners.get(event_type))

    def listener_count(self, event_type: type[T]) -> int:
        """How many listen to this type."""
        return len(self._listeners.get(event_type, ()))
