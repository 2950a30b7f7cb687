"""Registers what a listener object has methods for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.event import _hearing

if TYPE_CHECKING:
    from conductor.client.event.sync_event_dispatcher import SyncEventDispatcher
else:
    from conductor.client._published import __getattr__ as __getattr__


def register_task_runner_listener(listener: Any, dispatcher: SyncEventDispatcher[Any]) -> None:
    """Register the listener's ``on_poll_…`` and ``on_task_…`` methods, those that it has."""
    _register(listener, dispatcher, _hearing.TASK_RUNNER)


def register_workflow_listener(listener: Any, dispatcher: SyncEventDispatcher[Any]) -> None:
    """Register the listener's ``on_workflow_…`` methods, those that it has."""
    _register(listener, dispatcher, _hearing.WORKFLOW)


def register_task_listener(listener: Any, dispatcher: SyncEventDispatcher[Any]) -> None:
    """Register the listener's payload methods, those that it has."""
    _register(listener, dispatcher, _hearing.TASK)


def _register(listener: Any, dispatcher: SyncEventDispatcher[Any], hearing: dict[str, type[Any]]) -> None:
    for event_type, method in _hearing.methods_of(listener, hearing):
        dispatcher.register(event_type, method)
