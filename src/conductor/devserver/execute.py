"""Waiting for an execution, and what a synchronous call answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Callable

from conductor.devserver.refusal import NotFound, ServerFault
from conductor.devserver.requests import no_such_name
from conductor.devserver.updates import find_execution, update_by_ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

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

    deadline = time.time() + (seconds or 10)
    with engine.lock:
        execution = start()
        done = wait_for(engine, execution, refs, deadline)
        # Server: with no time at all it does not look whether it is done.
        late = not done or seconds < 0
        return answer(engine, execution, strategy, request_id or new_id(), timed_out=late, refs=refs)


def wait_for(engine: Engine, execution: Execution, refs: list[str], deadline: float) -> bool:
    """Wait under the lock; False when ``deadline`` (epoch seconds, real time) came first."""
    return engine.timekeeper.skip_until(
        lambda: execution.ended or blocking(engine, execution, refs) is not None, deadline
    )


def blocking(
    engine: Engine, execution: Execution, refs: Iterable[str] = ()
) -> tuple[Execution, TaskRun] | None:
    """The first open WAIT without an end, or ended task of ``refs``, in the execution or in a child of it."""
    wanted = frozenset(refs)
    inside = [iter(_with_owner(execution))]
    while inside:
        for owner, task in inside[-1]:
            if task.type == "WAIT" and task.open and not task.due:
                return owner, task
            if not task.open and task.ref in wanted:
                return owner, task
            child = engine.find(task.sub_workflow_id) if task.open and task.sub_workflow_id else None
            if child is not None:
                inside.append(iter(_with_owner(child)))
                break
        else:
            inside.pop()
    return None


def _with_owner(execution: Execution) -> list[tuple[Execution, TaskRun]]:
    return [(execution, task) for task in execution.in_order()]


def answer(
    engine: Engine,
    execution: Execution,
    strategy: str,
    request_id: str,
    *,
    timed_out: bool,
    refs: Iterable[str] = (),
) -> dict[str, Any]:
    """The body of a synchronous call."""
    held = None if timed_out else blocking(engine, execution, refs)
    shown, task = (execution, None) if held is None else held
    if strategy == "TARGET_WORKFLOW":
        shown = execution
    body: dict[str, Any] = {
        "responseType": strategy,
        "targetWorkflowId": execution.workflow_id,
        "targetWorkflowStatus": execution.status,
        "requestId": request_id,
        "workflowId": shown.workflow_id,
        "signalTimeout": timed_out,
        "priority": shown.priority,
    }
    if shown.correlation_id is not None:
        body["correlationId"] = shown.correlation_id
    if strategy in ("BLOCKING_TASK", "BLOCKING_TASK_INPUT"):
        if task is None:
            raise ServerFault(f"There is no blocked task, which returnStrategy {strategy} asks for")
        body.update(_task_part(shown, task))
        return body
    body.update(
        variables=shown.variables,
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
        "createTime": task.scheduled_time,
        "updateTime": 0,
        "status": task.status,
    }


def strategy_of(text: str | None) -> str:
    """The return strategy that a query names.

    :raises ServerFault: there is no such strategy.
    """
    if not text:
        return STRATEGIES[0]
    if text not in STRATEGIES:
        java = "org.conductoross.conductor.model.WorkflowSignalReturnStrategy"
        raise no_such_name("returnStrategy", text, java, "RequestParam")
    return text


def signal(engine: Engine, workflow_id: str, status: str, output: dict[str, Any]) -> Execution | None:
    """Report for the first open WAIT of the execution or of a child; None when nothing waits.

    :raises NotFound: there is no such execution.
    """
    execution = find_execution(engine, workflow_id)
    held = blocking(engine, execution)
    if held is None:
        return None
    owner, task = held
    update_by_ref(engine, owner.workflow_id, task.ref, status, output, None)
    return execution


def signal_and_wait(
    engine: Engine, workflow_id: str, status: str, output: dict[str, Any], strategy: str, timeout_ms: int
) -> dict[str, Any]:
    """Signal, then wait until the execution ends or blocks again, ``timeout_ms`` at most.

    :raises NotFound: there is no such execution, or nothing waits.
    """
    from conductor.devserver.engine import new_id

    with engine.lock:
        with engine.turn():
            execution = signal(engine, workflow_id, status, output)
        if execution is None:
            raise NotFound(f"Found no blocked task in workflow {workflow_id} to signal")
        done = wait_for(engine, execution, [], time.time() + max(timeout_ms, 0) / 1000)
        return answer(engine, execution, strategy, new_id(), timed_out=not done)
