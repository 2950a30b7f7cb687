"""Rerun: beginning again at a task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.again import BAD, WAITING, forget_tasks, wake_parents
from conductor.devserver.mapping import map_task
from conductor.devserver.refusal import BadRequest, Conflict
from conductor.devserver.tasks import kind_of
from conductor.devserver.updates import find_execution

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


def rerun(engine: Engine, workflow_id: str, request: dict[str, Any]) -> str:
    """Begin again at a task (``reRunFromTaskId``), which may be a child's, or at the first one; the id.

    :raises Conflict: it still runs. :raises BadRequest: there is no such task.
    """
    task_id = request.get("reRunFromTaskId")
    execution = find_execution(engine, workflow_id)
    if not _rerun(engine, execution, task_id, request):
        raise BadRequest(f"Task {task_id} not found")
    return workflow_id


def _rerun(engine: Engine, execution: Execution, task_id: str | None, request: dict[str, Any]) -> bool:
    if not execution.ended:
        raise Conflict(f"Workflow: {execution} is not in terminal state, unable to rerun.")
    if task_id is None:
        forget_tasks(engine, execution, execution.tasks)
        _begin_again(engine, execution, request)
        return True
    task = execution.by_id.get(task_id)
    if task is None:
        task = _child_with(engine, execution, task_id, request)
        if task is None:
            return False
        now = engine.now()
        _begin_again(engine, execution, {})
        _reset(execution, task, now, status=statuses.IN_PROGRESS, start_time=now, reason=None)
        return True
    _begin_again(engine, execution, request)
    if task.type == "SUB_WORKFLOW":
        _start_child_again(engine, execution, task)
        _retry_others(engine, execution, task)
        return True
    forget_tasks(engine, execution, [other for other in execution.tasks if other.seq > task.seq])
    if task.type == "FORK" and task.workflow_task["type"] == "FORK_JOIN_DYNAMIC":
        forget_tasks(engine, execution, [task])
        engine.schedule(execution, map_task(execution, task.workflow_task, engine.facts()))
        return True
    if request.get("taskInput") is not None:
        task.input = request["taskInput"]
    _reset(execution, task, engine.now(), status=statuses.SCHEDULED, output={})
    if not task.system:
        engine.offer(task)
    _retry_others(engine, execution, task)
    return True


def _reset(execution: Execution, task: TaskRun, now: int, **members: Any) -> None:
    fresh = {"scheduled_time": now, "start_time": 0, "update_time": 0, "end_time": 0, "poll_count": 0}
    flags = {"retried": False, "executed": False, "deliver_at": now}
    execution.change(task, **{**fresh, **flags, **members})


def _start_child_again(engine: Engine, execution: Execution, task: TaskRun) -> None:
    """Server: a child that completed is taken as it is, one that ended badly is started anew (rerun_sub)."""
    now = engine.now()
    child = engine.find(task.sub_workflow_id) if task.sub_workflow_id else None
    _reset(execution, task, now, status=statuses.SCHEDULED, output={}, reason=None, sub_workflow_id=None)
    if child is not None and child.status == statuses.COMPLETED:
        output = {"subWorkflowId": child.workflow_id}
        execution.change(
            task,
            status=statuses.IN_PROGRESS,
            sub_workflow_id=child.workflow_id,
            output=output,
            start_time=now,
        )


def _retry_others(engine: Engine, execution: Execution, rerun_from: TaskRun) -> None:
    """What else had ended badly runs again, in place."""
    now = engine.now()
    for task in execution.in_order():
        if task.status not in BAD or task.ref == rerun_from.ref:
            continue
        own = kind_of(task.type)
        by_itself = task.type in WAITING or (task.system and not own.goes_on_paused)
        status = statuses.IN_PROGRESS if by_itself else statuses.SCHEDULED
        if task.type == "SUB_WORKFLOW":
            kept = {key: value for key, value in task.output.items() if key != "subWorkflowId"}
            execution.change(task, sub_workflow_id=None, output=kept)
        execution.change(
            task, status=status, executed=False, start_time=now, end_time=0, reason=None, deliver_at=now
        )
        if not task.system:
            engine.offer(task)


def _begin_again(engine: Engine, execution: Execution, request: dict[str, Any]) -> None:
    execution.status = statuses.RUNNING
    execution.reason = execution.failed_task_id = None
    execution.failed_refs = []
    execution.failed_task_names = []
    if request.get("correlationId") is not None:
        execution.correlation_id = request["correlationId"]
    if request.get("workflowInput") is not None:
        execution.input = request["workflowInput"]
    engine.touch(execution)
    wake_parents(engine, execution, "reran")


def _child_with(
    engine: Engine, execution: Execution, task_id: str, request: dict[str, Any]
) -> TaskRun | None:
    given = {name: value for name, value in request.items() if name == "taskInput"}
    for task in execution.in_order():
        child = engine.find(task.sub_workflow_id) if task.sub_workflow_id else None
        if child is not None and _rerun(engine, child, task_id, given):
            return task
    return None
