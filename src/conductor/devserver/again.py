"""Running an execution again: retry, restart, rerun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.mapping import map_task
from conductor.devserver.refusal import BadRequest, Conflict, NotFound
from conductor.devserver.retry import fresh_copy, resolve_again
from conductor.devserver.updates import find_execution

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

_BAD = frozenset(
    {statuses.FAILED, statuses.FAILED_WITH_TERMINAL_ERROR, statuses.TIMED_OUT, statuses.CANCELED}
)
#: These go on in place: what they wait for is tried again.
_IN_PLACE = frozenset({"JOIN", "EXCLUSIVE_JOIN", "DO_WHILE"})
#: These are made anew, since scheduling them is what they do.
_MAPPED = frozenset({"SWITCH", "DECISION", "WAIT", "HUMAN", "EVENT"})


def retry(engine: Engine, workflow_id: str, resume_children: bool = False) -> None:
    """Try what has failed again, whatever its retry limit.

    :raises NotFound: it still runs. :raises Conflict: nothing has failed.
    """
    execution = find_execution(engine, workflow_id)
    if not execution.ended:
        raise NotFound(f"Workflow is still running.  status={execution.status}")
    if not execution.tasks:
        raise Conflict("Workflow has not started yet")
    if resume_children:
        execution = _deepest_failed(engine, execution)
    _retry_failed(engine, execution)
    wake_parents(engine, execution)


def _deepest_failed(engine: Engine, execution: Execution) -> Execution:
    while True:
        failed = next(
            (task for task in execution.in_order() if task.status in _BAD and not task.retried), None
        )
        if failed is None or failed.type != "SUB_WORKFLOW" or failed.sub_workflow_id is None:
            return execution
        child = engine.find(failed.sub_workflow_id)
        if child is None or not any(task.status in _BAD for task in child.tasks):
            return execution
        execution = child


def _retry_failed(engine: Engine, execution: Execution) -> None:
    failed = {
        task.ref: task for task in execution.latest.values() if task.status in _BAD and not task.retried
    }
    in_place = [task for task in failed.values() if task.type in _IN_PLACE]
    again = [task for task in failed.values() if task.type not in _IN_PLACE]
    again.sort(key=lambda task: task.seq)
    if not again and not in_place and execution.status != statuses.TIMED_OUT:
        raise Conflict(
            "There are no retryable tasks! Use restart if you want to attempt "
            "entire workflow execution again."
        )
    _run_on(engine, execution)
    for task in in_place:
        execution.change(task, status=statuses.IN_PROGRESS, reason=None, end_time=0, executed=False)
    attempts: list[TaskRun] = []
    for task in again:
        attempts.append(_attempt(engine, execution, task))
        execution.change(task, retried=True)
    engine.schedule(execution, attempts)
    engine.touch(execution)


def _run_on(engine: Engine, execution: Execution) -> None:
    execution.status = statuses.RUNNING
    execution.last_retried_time = engine.now()
    execution.reason = None
    execution.end_time = 0


def _attempt(engine: Engine, execution: Execution, task: TaskRun) -> TaskRun:
    facts = engine.facts()
    if task.type in _MAPPED:
        known = execution.latest.pop(task.ref)
        try:
            made = map_task(execution, task.workflow_task, facts)
        finally:
            execution.latest[task.ref] = known
        if made:
            fresh = made[0]
            fresh.ref, fresh.iteration, fresh.loop_over_task = task.ref, task.iteration, task.loop_over_task
            fresh.retry_count, fresh.retried_task_id = task.retry_count + 1, task.task_id
            return fresh
    attempt = fresh_copy(task, facts)
    resolve_again(execution, attempt)
    return attempt


def wake_parents(engine: Engine, execution: Execution) -> None:
    """A child goes on: so do the parents that ended with it."""
    while execution.parent_id is not None:
        parent = engine.find(execution.parent_id)
        task = parent.by_id.get(execution.parent_task_id or "") if parent is not None else None
        if parent is None or task is None or task.workflow_task.get("optional") or task.retried:
            return
        parent.change(task, status=statuses.IN_PROGRESS, reason=None, end_time=0, executed=False, system=True)
        for names, name in ((parent.failed_refs, task.ref), (parent.failed_task_names, task.def_name)):
            if name in names:
                names.remove(name)
        for other in parent.latest.values():
            if other.type in _IN_PLACE and other.status in _BAD:
                parent.change(other, status=statuses.IN_PROGRESS, reason=None, end_time=0, executed=False)
        _run_on(engine, parent)
        engine.touch(parent)
        execution = parent


def restart(engine: Engine, workflow_id: str, latest: bool = False) -> None:
    """Begin from the first task, with the same id and input.

    :raises Conflict: it still runs. :raises NotFound: its definition forbids it.
    """
    execution = find_execution(engine, workflow_id)
    if not execution.ended:
        raise Conflict(f"Workflow: {execution} is not in terminal state, unable to restart.")
    if latest:
        newest = engine.definitions.blueprint(execution.blueprint.name)
        if newest is None:
            raise NotFound(f"Unable to find latest definition for {workflow_id}")
        execution.blueprint = newest
    if not execution.blueprint.doc.get("restartable", True) and execution.status == statuses.COMPLETED:
        raise NotFound(f"Workflow: {execution} is non-restartable")
    _forget_tasks(engine, execution, execution.tasks)
    now = engine.now()
    execution.status = statuses.RUNNING
    execution.output = {}
    execution.reason = execution.failed_task_id = None
    execution.create_time = now
    execution.end_time = execution.last_retried_time = 0
    engine.touch(execution)
    wake_parents(engine, execution)


def _forget_tasks(engine: Engine, execution: Execution, tasks: list[TaskRun]) -> None:
    for task in tasks:
        engine.queues.remove(task)
        engine.task_owner.pop(task.task_id, None)
    execution.drop(list(tasks))


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
    if not task_id:
        _forget_tasks(engine, execution, execution.tasks)
        _begin_again(engine, execution, request)
        return True
    task = execution.by_id.get(task_id)
    inner = False
    if task is None:
        task = _child_with(engine, execution, task_id, request)
        inner = True
    if task is None:
        return False
    later = [other for other in execution.tasks if other.seq > task.seq]
    _forget_tasks(engine, execution, later)
    now = engine.now()
    own_input = request.get("taskInput")
    if own_input is not None and not inner:
        task.input = own_input
    execution.change(
        task,
        status=statuses.SCHEDULED,
        scheduled_time=now,
        start_time=0,
        update_time=0,
        end_time=0,
        output={},
        reason=None,
        retried=False,
        executed=False,
        due=0,
        deliver_at=now,
        callback_after_seconds=0,
    )
    if task.type == "SUB_WORKFLOW":
        output = {"subWorkflowId": task.sub_workflow_id} if task.sub_workflow_id else {}
        execution.change(task, status=statuses.IN_PROGRESS, start_time=now, output=output)
    elif task.system:
        _map_again(engine, execution, task)
    else:
        engine.offer(task)
    _begin_again(engine, execution, {} if inner else request)
    return True


def _begin_again(engine: Engine, execution: Execution, request: dict[str, Any]) -> None:
    execution.status = statuses.RUNNING
    execution.reason = execution.failed_task_id = None
    execution.failed_refs = []
    execution.failed_task_names = []
    execution.end_time = 0
    execution.last_retried_time = engine.now()
    if request.get("correlationId") is not None:
        execution.correlation_id = request["correlationId"]
    if request.get("workflowInput") is not None:
        execution.input = request["workflowInput"]
    engine.touch(execution)
    wake_parents(engine, execution)


def _map_again(engine: Engine, execution: Execution, task: TaskRun) -> None:
    """A system task in its first state: what scheduling it decides is decided anew."""
    if task.type not in _MAPPED and task.type not in _IN_PLACE:
        return
    known = execution.latest.pop(task.ref, None)
    made = map_task(execution, task.workflow_task, engine.facts())
    if known is not None:
        execution.latest[task.ref] = known
    if not made:
        return
    first = made[0]
    execution.change(
        task,
        status=first.status,
        output=first.output,
        due=first.due,
        start_time=first.start_time,
        end_time=first.end_time,
        callback_after_seconds=first.callback_after_seconds,
        iteration=first.iteration if task.type == "DO_WHILE" else task.iteration,
    )
    engine.schedule(execution, made[1:])


def _child_with(
    engine: Engine, execution: Execution, task_id: str, request: dict[str, Any]
) -> TaskRun | None:
    for task in execution.tasks:
        child = engine.find(task.sub_workflow_id) if task.sub_workflow_id else None
        if child is not None and child.ended and _rerun(engine, child, task_id, request):
            return task
    return None
