"""Registers what a listener object has methods for, with the dispatcher for event loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.event import _hearing

if TYPE_CHECKING:
    from conductor.client.event.event_dispatcher import EventDispatcher
else:
    from conductor.client._published import __getattr__ as __getattr__


async def register_task_runner_listener(listener: Any, dispatcher: EventDispatcher[Any]) -> None:
    """Register the listener's ``on_poll_…`` and ``on_task_…`` methods, those that it has."""
    await _register(listener, dispatcher, _hearing.TASK_RUNNER)


async def register_workflow_listener(listener: Any, dispatcher: EventDispatcher[Any]) -> None:
    """Register the listener's ``on_workflow_…`` methods, those that it has."""
    await _register(listener, dispatcher, _hearing.WORKFLOW)


async def register_task_listener(listener: Any, dispatcher: EventDispatcher[Any]) -> None:
    """Register the listener's payload methods, those that it has."""
    await _register(listener, dispatcher, _hearing.TASK)


async def _register(listener: Any, dispatcher: EventDispatcher[Any], hearing: dict[str, type[Any]]) -> None:
    for event_type, method in _hearing.methods_of(listener, hearing):
        await dispatcher.register(event_type, method)
