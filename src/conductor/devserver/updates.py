"""Taking in what workers and people report of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.json_value import is_object
from conductor.devserver.queues import name_of
from conductor.devserver.refusal import NotFound
from conductor.devserver.tasks.wait import LOOK_AGAIN_SECONDS

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


def find_execution(engine: Engine, workflow_id: str) -> Execution:
    """The execution of that id.

    :raises NotFound: there is none.
    """
    execution = engine.executions.get(workflow_id)
    if execution is None:
        raise NotFound(f"No such workflow found by id: {workflow_id}")
    return execution


def find_task(engine: Engine, task_id: str) -> tuple[Execution, TaskRun]:
    """The task of that id and its execution.

    :raises NotFound: there is none.
    """
    owner = engine.executions.get(engine.task_owner.get(task_id, ""))
    task = owner.by_id.get(task_id) if owner is not None else None
    if owner is None or task is None:
        raise NotFound(f"No such task found by id: {task_id}")
    return owner, task


def update_task(engine: Engine, result: dict[str, Any]) -> TaskRun:
    """Take in a TaskResult. A task or workflow that has ended is left as it is.

    :raises NotFound: the workflow or the task is not there.
    """
    find_execution(engine, result.get("workflowInstanceId", ""))
    execution, task = find_task(engine, result.get("taskId", ""))
    now = engine.now()
    if result.get("extendLease"):
        execution.change(task, update_time=now)
        engine.journal.touch(execution)
        engine.watch(execution)
        return task
    if not task.open or execution.ended:
        engine.queues.remove(task)
        return task
    status = result["status"]
    if status == statuses.IN_PROGRESS and not task.system:
        status = statuses.SCHEDULED
    change: dict[str, Any] = {
        "status": status,
        "output": result.get("outputData") or {},
        "reason": result.get("reasonForIncompletion"),
        "callback_after_seconds": result.get("callbackAfterSeconds") or 0,
        "update_time": now,
        "worker_id": result.get("workerId"),
    }
    if task.type == "WAIT" and status == statuses.IN_PROGRESS and not change["callback_after_seconds"]:
        change["callback_after_seconds"] = LOOK_AGAIN_SECONDS
    if result.get("subWorkflowId") is not None:
        change["sub_workflow_id"] = result["subWorkflowId"]
    execution.change(task, **change)
    engine.queues.remove(task)
    if status == statuses.SCHEDULED:
        task.deliver_at = now + task.callback_after_seconds * 1000
        engine.offer(task)
    elif status != statuses.IN_PROGRESS:
        task.end_time = now
    _keep_logs(engine, task, result.get("logs") or [])
    if (task.task_def or {}).get("concurrentExecLimit"):
        engine.arrived(name_of(task.type, task.domain))
    engine.touch(execution)
    return task


def _keep_logs(engine: Engine, task: TaskRun, logs: list[Any]) -> None:
    for entry in logs:
        if is_object(entry) and entry.get("log") is not None:
            engine.logs.add(
                task.task_id, str(entry["log"]), int(entry.get("createdTime") or 0), task.workflow_id
            )


def open_task_by_ref(execution: Execution, ref: str) -> TaskRun | None:
    """The open task of that reference name, or of its present iteration."""
    found = (execution.latest.get(ref), execution.by_name.get(ref))
    return next((task for task in found if task is not None and task.open), None)


def update_by_ref(
    engine: Engine, workflow_id: str, ref: str, status: str, output: dict[str, Any], worker_id: str | None
) -> TaskRun | None:
    """Report for the open task of a reference name; its present output is kept under ``output``.

    None when there is no such workflow or no such open task.
    """
    execution = engine.executions.get(workflow_id)
    task = open_task_by_ref(execution, ref) if execution is not None else None
    if task is None:
        return None
    result = {
        "workflowInstanceId": workflow_id,
        "taskId": task.task_id,
        "status": status,
        "outputData": {**task.output, **output},
        "callbackAfterSeconds": task.callback_after_seconds,
        "reasonForIncompletion": task.reason,
        "workerId": worker_id or task.worker_id,
    }
    return update_task(engine, result)
