"""Handing tasks to workers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.queues import name_of
from conductor.devserver.refusal import BadRequest
from conductor.devserver.secrets import reveal

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.task_run import TaskRun

#: Milliseconds that a poll may wait at most, and waits when nothing is said.
LONGEST_WAIT = 5000
DEFAULT_WAIT = 100


def poll(
    engine: Engine, type_: str, worker_id: str | None, domain: str | None, count: int, timeout_ms: int
) -> list[dict[str, Any]]:
    """Up to ``count`` tasks of a type, waiting at most ``timeout_ms`` for the first ones.

    :raises BadRequest: the wait is too long.
    """
    if timeout_ms > LONGEST_WAIT:
        raise BadRequest(f"Long Poll Timeout value cannot be more than {LONGEST_WAIT // 1000} seconds")
    deadline = time.monotonic() + timeout_ms / 1000
    with engine.lock:
        name = name_of(type_, domain)
        queue = engine.queues.get(name)
        engine.poll_data.note(type_, domain, worker_id, engine.now())
        while True:
            queue.last_poll = time.time()
            tasks = queue.take(engine.now(), count, lambda task: _may(engine, task)) if count > 0 else []
            left = deadline - time.monotonic()
            if tasks or left <= 0 or engine.closed:
                break
            queue.waiting += 1
            try:
                # What waits although it is ready is held back by a limit: look again soon.
                held = queue.ready(engine.now())
                engine.arrival(name).wait(min(left, 0.1) if held else left)
            finally:
                queue.waiting -= 1
        with engine.turn():
            return [hand_out(engine, task, worker_id) for task in tasks]


def _may(engine: Engine, task: TaskRun) -> bool:
    """Whether the limits of the task's definition allow to hand it out now."""
    execution = engine.executions.get(task.workflow_id)
    if execution is None or execution.ended or not task.open:
        return False
    return engine.limits.allow(task, engine.now())


def hand_out(engine: Engine, task: TaskRun, worker_id: str | None) -> dict[str, Any]:
    """Give a task to a worker; its JSON form, with secrets filled in."""
    execution = engine.executions[task.workflow_id]
    now = engine.now()
    if not task.start_time:
        task.start_time = now
        task.queue_wait_time = max(0, now - task.scheduled_time - task.callback_after_seconds * 1000)
    execution.change(
        task,
        status=statuses.IN_PROGRESS,
        poll_count=task.poll_count + 1,
        worker_id=worker_id,
        callback_after_seconds=0,
        update_time=now,
    )
    engine.limits.taken(task, now)
    engine.journal.touch(execution)
    engine.watch(execution)
    wire = task.to_wire()
    wire["inputData"] = reveal(task.input)
    return wire
