"""Events reach those who listen."""

from __future__ import annotations

import asyncio
from dataclasses import FrozenInstanceError
from datetime import timezone
from typing import Any

import pytest

import conductor.client.event as door
from conductor.client.event import listener_register, sync_listener_register
from conductor.client.event.event_dispatcher import EventDispatcher
from conductor.client.event.listeners import MetricsCollector, TaskRunnerEventsListener
from conductor.client.event.sync_event_dispatcher import SyncEventDispatcher
from conductor.client.event.task_events import TaskPayloadUsed, TaskResultPayloadSize
from conductor.client.event.task_runner_events import PollCompleted, PollStarted, TaskExecutionCompleted
from conductor.client.event.workflow_events import WorkflowStarted

STARTED = PollStarted("kind", "me", 1)


class Everything:
    def __init__(self) -> None:
        self.heard: list[str] = []

    def on_poll_started(self, event: PollStarted) -> None:
        self.heard.append("poll")

    def on_workflow_started(self, event: WorkflowStarted) -> None:
        self.heard.append("workflow")

    def on_task_payload_used(self, event: TaskPayloadUsed) -> None:
        self.heard.append("payload")


def test_exactly_the_type_is_heard_and_twice_is_once() -> None:
    dispatcher: SyncEventDispatcher[Any] = SyncEventDispatcher()
    heard: list[Any] = []
    dispatcher.register(PollStarted, heard.append)
    dispatcher.register(PollStarted, heard.append)
    assert dispatcher.listener_count(PollStarted) == 1
    assert not dispatcher.has_listeners(PollCompleted)
    dispatcher.publish(STARTED)
    dispatcher.publish(PollCompleted("kind", 1.0, 0))
    assert heard == [STARTED]
    dispatcher.unregister(PollStarted, heard.append)
    dispatcher.unregister(PollStarted, heard.append)
    assert not dispatcher.has_listeners(PollStarted)


def test_one_that_raises_is_logged_and_the_others_hear(caplog: pytest.LogCaptureFixture) -> None:
    dispatcher: SyncEventDispatcher[Any] = SyncEventDispatcher()
    heard: list[Any] = []

    def bad(event: Any) -> None:
        raise RuntimeError("bad")

    dispatcher.register(PollStarted, bad)
    dispatcher.register(PollStarted, heard.append)
    dispatcher.publish(STARTED)
    assert heard == [STARTED]
    assert "A listener of PollStarted failed" in caplog.text


def test_listeners_are_registered_by_their_methods() -> None:
    dispatcher: SyncEventDispatcher[Any] = SyncEventDispatcher()
    listener = Everything()
    sync_listener_register.register_task_runner_listener(listener, dispatcher)
    sync_listener_register.register_workflow_listener(listener, dispatcher)
    sync_listener_register.register_task_listener(listener, dispatcher)
    for event in (
        STARTED,
        WorkflowStarted("w"),
        TaskPayloadUsed("kind", "READ", "INPUT"),
        TaskResultPayloadSize("k", 1),
    ):
        dispatcher.publish(event)
    assert listener.heard == ["poll", "workflow", "payload"]


def test_the_dispatcher_for_event_loops(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> list[Any]:
        dispatcher: EventDispatcher[Any] = EventDispatcher()
        heard: list[Any] = []

        async def later(event: Any) -> None:
            await asyncio.sleep(0)
            heard.append(("later", event))

        async def bad(event: Any) -> None:
            raise RuntimeError("bad")

        await dispatcher.register(PollStarted, later)
        await dispatcher.register(PollStarted, heard.append)
        await dispatcher.register(PollStarted, bad)
        assert dispatcher.listener_count(PollStarted) == 3
        await dispatcher.publish(STARTED)
        await dispatcher.unregister(PollStarted, bad)
        await dispatcher.unregister(PollStarted, later)
        await dispatcher.unregister(PollStarted, heard.append)
        assert not dispatcher.has_listeners(PollStarted)
        await dispatcher.publish(STARTED)
        return heard

    heard = asyncio.run(story())
    assert sorted(map(str, heard)) == sorted(map(str, [STARTED, ("later", STARTED)]))
    assert "A listener of PollStarted failed" in caplog.text


def test_registering_with_the_loops_dispatcher() -> None:
    async def story() -> list[str]:
        dispatcher: EventDispatcher[Any] = EventDispatcher()
        listener = Everything()
        await listener_register.register_task_runner_listener(listener, dispatcher)
        await listener_register.register_workflow_listener(listener, dispatcher)
        await listener_register.register_task_listener(listener, dispatcher)
        await dispatcher.publish(STARTED)
        await dispatcher.publish(WorkflowStarted("w"))
        return listener.heard

    assert asyncio.run(story()) == ["poll", "workflow"]


def test_events_are_values() -> None:
    event = TaskExecutionCompleted("kind", "t", "me", "w", 1.5)
    assert event.output_size_bytes is None
    assert event.timestamp.tzinfo is timezone.utc
    assert event == TaskExecutionCompleted("kind", "t", "me", "w", 1.5, None, event.timestamp)
    with pytest.raises(FrozenInstanceError):
        event.task_id = "x"  # type: ignore[misc]


def test_the_shapes_are_checked_by_their_methods() -> None:
    class Full:
        def __getattr__(self, name: str) -> Any:
            return print

    assert not isinstance(Everything(), TaskRunnerEventsListener)
    assert issubclass(MetricsCollector, object)


def test_the_door_opens_every_name_and_no_other() -> None:
    assert all(getattr(door, name) is not None for name in door.__all__)
    assert set(door.__all__) <= set(dir(door))
    assert sorted(door._HOMES) == sorted(door.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        door.Nothing  # noqa: B018
