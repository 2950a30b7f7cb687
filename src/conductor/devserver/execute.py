"""Waiting for an execution, and what a synchronous call answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver import statuses
from conductor.devserver.execution import Execution
from conductor.devserver.task_run import TaskRun

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine

STRATEGIES = ("TARGET_WORKFLOW", "BLOCKING_WORKFLOW", "BLOCKING_TASK", "BLOCKING_TASK_INPUT")


def execute(
    engine: Engine,
    start: Callable[[], Execution],
    *,
    request_id: str | None,
    refs: list[str],
    seconds: int,
    strategy: str,
) -> dict[str, Any]:
    """Start, wait until it ends or blocks or a task of ``refs`` has ended, ``seconds`` at most (0: 10)."""
    from conductor.devserver.engine import new_id

    deadline = time.time() + (seconds if seconds > 0 else 10)
    with engine.lock:
        execution = start()
        done = wait_for(engine, execution, refs, deadline)
        return answer(engine, execution, strategy, request_id or new_id(), timed_out=not done)


def wait_for(engine: Engine, execution: Execution, refs: list[str], deadline: float) -> bool:
    """Wait under the lock; False when ``deadline`` (epoch seconds, real time) came first."""

    def done() -> bool:
        return (
            execution.ended
            or any(_has_ended(execution, ref) for ref in refs)
            or blocking(engine, execution) is not None
        )

    return engine.timekeeper.skip_until(done, deadline)


def _has_ended(execution: Execution, ref: str) -> bool:
    task = execution.latest.get(ref)
    return task is not None and not task.open


def blocking(engine: Engine, execution: Execution) -> tuple[Execution, TaskRun] | None:
    """The first open WAIT without an end, in the execution or in a child of it."""
    for task in execution.in_order():
        if not task.open:
            continue
        if task.type == "WAIT" and not task.due and task.status == statuses.IN_PROGRESS:
            return execution, task
        if task.sub_workflow_id:
            child = engine.find(task.sub_workflow_id)
            found = blocking(engine, child) if child is not None else None
            if found is not None:
                return found
    return None


def answer(
    engine: Engine, execution: Execution, strategy: str, request_id: str, *, timed_out: bool
) -> dict[str, Any]:
    """The body of a synchronous call."""
    held = blocking(engine, execution)
    shown, task = (execution, None) if held is None else held
    if strategy == "TARGET_WORKFLOW" or held is None:
        shown = execution
    body: dict[str, Any] = {
        "responseType": strategy,
        "targetWorkflowId": execution.workflow_id,
        "targetWorkflowStatus": execution.status,
        "requestId": request_id,
        "workflowId": shown.workflow_id,
        "signalTimeout": timed_out,
        "priority": shown.priority,
        "variables": shown.variables,
    }
    if shown.correlation_id is not None:
        body["correlationId"] = shown.correlation_id
    if strategy in ("BLOCKING_TASK", "BLOCKING_TASK_INPUT"):
        if task is not None:
            body.update(_task_part(shown, task))
        return body
    body.update(
        input=shown.input,
        output=shown.output,
        tasks=[run.to_wire() for run in shown.in_order()],
        createTime=shown.create_time,
        status=shown.status,
        updateTime=shown.update_time,
    )
    if shown.created_by is not None:
        body["createdBy"] = shown.created_by
    return body


def _task_part(execution: Execution, task: TaskRun) -> dict[str, Any]:
    return {
        "input": task.input,
        "output": task.output,
        "taskType": task.type,
        "taskId": task.task_id,
        "referenceTaskName": task.ref,
        "retryCount": task.retry_count,
        "taskDefName": task.def_name,
        "workflowType": execution.blueprint.name,
        "status": task.status,
    }
