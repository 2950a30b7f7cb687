"""Leases are extended from outside of the worker's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.automator._lease import Lease
from conductor.client.automator.lease_tracker import LeaseManager
from unit.automator.fakes import Clock, FakeWire, OneWire, failed, task

if TYPE_CHECKING:
    from conductor.client.http.models.task_result import TaskResult


class Client:
    def __init__(self) -> None:
        self.sent: list[TaskResult] = []
        self.errors: list[Exception] = []

    def update_task(self, result: TaskResult) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(result)


class Quiet(LeaseManager):
    """Without threads: the test beats."""

    def _start(self) -> None:
        pass


def test_a_heartbeat_each_four_fifths_of_the_timeout() -> None:
    clock, client = Clock(), Client()
    manager = Quiet(clock=clock)
    manager.track("t", "w", 10, client)
    assert manager.tracked_count == 1
    clock.move(7.9)
    assert manager.beat_due() > 0
    assert not client.sent
    clock.move(0.2)
    manager.beat_due()
    clock.move(8)
    manager.beat_due()
    assert len(client.sent) == 2
    sent = client.sent[0]
    assert (sent.task_id, sent.workflow_instance_id, str(sent.status), sent.extend_lease) == (
        "t",
        "w",
        "IN_PROGRESS",
        True,
    )
    manager.untrack("t")
    clock.move(100)
    manager.beat_due()
    assert len(client.sent) == 2


def test_a_failed_heartbeat_is_repeated_well_before_the_timeout() -> None:
    clock, client = Clock(), Client()
    manager = Quiet(clock=clock)
    client.errors = [failed(500), failed(500)]
    manager.track("t", "w", 10, client)
    clock.move(8)
    started = clock.now
    wait = manager.beat_due()
    while not client.sent:
        clock.move(wait)
        wait = manager.beat_due()
    assert 8 + clock.now - started < 9.5


def test_three_failures_are_said_once(caplog: Any) -> None:
    clock, client = Clock(), Client()
    manager = Quiet(clock=clock)
    client.errors = [failed(500)] * 3
    manager.track("t", "w", 10, client)
    clock.move(8)
    for _ in range(4):
        clock.move(manager.beat_due())
    assert len(caplog.records) == 1
    assert "The lease of task t could not be extended (3 tries)" in caplog.text


def test_short_timeouts_are_left_alone() -> None:
    manager = Quiet(clock=Clock())
    manager.track("t", "w", 1, Client())
    assert manager.tracked_count == 0


def test_only_tasks_with_a_response_timeout_are_kept() -> None:
    manager = Quiet(clock=Clock())
    wires: Any = OneWire(FakeWire())
    lease = Lease(wires, manager)
    lease.begin(task(1, response_timeout_seconds=60))
    lease.begin(task(2))
    assert manager.tracked_count == 1
    lease.end(task(1))
    assert manager.tracked_count == 0


def test_a_heartbeat_goes_over_the_wire() -> None:
    wire, clock = FakeWire(), Clock()
    wires: Any = OneWire(wire)
    manager = Quiet(clock=clock)
    Lease(wires, manager).begin(task(1, response_timeout_seconds=60))
    clock.move(48)
    manager.beat_due()
    assert [(verb, r.task_id) for verb, r in wire.reports] == [("v1", "t1")]


def test_the_process_has_one_and_it_can_end() -> None:
    first = LeaseManager.get_instance()
    assert LeaseManager.get_instance() is first
    client = Client()
    first.track("t", "w", 60, client)
    first.shutdown()
    assert first.tracked_count == 0
    for thread in first._threads:
        thread.join(5)
        assert not thread.is_alive()
    assert LeaseManager.get_instance() is not first
    LeaseManager.get_instance().shutdown()
