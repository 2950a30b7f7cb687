"""Hands events to listeners, in the thread that publishes."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar

from conductor.client.event.conductor_event import ConductorEvent

if not TYPE_CHECKING:
    from conductor.client._published import __getattr__ as __getattr__

logger = logging.getLogger(__name__)

T = TypeVar("T", bound=ConductorEvent)


class SyncEventDispatcher(Generic[T]):
    """Calls each listener in turn; one that raises is logged and disturbs neither the others nor the
    publisher.
    """

    def __init__(self) -> None:
        self._listeners: dict[type[Any], list[Callable[[Any], None]]] = {}

    def register(self, event_type: type[T], listener: Callable[[T], None]) -> None:
        """Call ``listener`` for every event of exactly this type; a second registration is ignored."""
        listeners = self._listeners.setdefault(event_type, [])
        if listener not in listeners:
            # a new list: a publisher in another thread may be walking the old one
            self._listeners[event_type] = [*listeners, listener]

    def unregister(self, event_type: type[T], listener: Callable[[T], None]) -> None:
        """No longer call ``listener``; nothing happens if it was not registered."""
        left = [known for known in self._listeners.get(event_type, ()) if known != listener]
        if left:
            self._listeners[event_type] = left
        else:
            self._listeners.pop(event_type, None)

    def publish(self, event: T) -> None:
        """Call the listeners of the event's type."""
        for listener in self._listeners.get(type(event), ()):
            try:
                listener(event)
            except BaseException as error:
                # Of a worker's threads sys.exit would end one after the other; in the main thread it, and
                # Ctrl-C, are meant.
                if not isinstance(error, Exception) and threading.current_thread() is threading.main_thread():
                    raise
                logger.exception("A listener of %s failed", type(event).__name__)

    def has_listeners(self, event_type: type[T]) -> bool:
        """Whether anyone listens to this type."""
        return bool(self._listeners.get(event_type))

    def listener_count(self, event_type: type[T]) -> int:
        """How many listen to this type."""
        return len(self._listeners.get(event_type, ()))
