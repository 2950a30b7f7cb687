"""Running an execution again: retry and restart, and what that does to its parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.refusal import Conflict, NotFound
from conductor.devserver.retry import fresh_copy, resolve_again
from conductor.devserver.tasks.join import names_in
from conductor.devserver.updates import find_execution

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

#: How a task has ended badly.
BAD = frozenset({statuses.FAILED, statuses.FAILED_WITH_TERMINAL_ERROR, statuses.TIMED_OUT, statuses.CANCELED})
#: These go on in place: what they wait for is tried again.
_IN_PLACE = frozenset({"JOIN", "EXCLUSIVE_JOIN", "DO_WHILE", "FORK_JOIN"})
#: And these do so if they were cancelled.
WAITING = frozenset({"JOIN", "DO_WHILE"})


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
        failed = next((task for task in execution.in_order() if task.status in BAD), None)
        if failed is None:
            return
        execution = _deepest_failed(engine, execution, failed)
    _retry_failed(engine, execution)
    wake_parents(engine, execution, "retried")


def _deepest_failed(engine: Engine, execution: Execution, task: TaskRun) -> Execution:
    if task.type == "DO_WHILE":
        inner = (each for each in execution.in_order() if each.type == "SUB_WORKFLOW")
        found = next((each for each in inner if each.status in BAD), None)
        return execution if found is None else _deepest_failed(engine, execution, found)
    child = (
        engine.find(task.sub_workflow_id) if task.type == "SUB_WORKFLOW" and task.sub_workflow_id else None
    )
    if child is None:
        return execution
    failed = next((each for each in child.in_order() if each.status in BAD), None)
    return execution if failed is None else _deepest_failed(engine, child, failed)


def _retry_failed(engine: Engine, execution: Execution) -> None:
    failed: dict[str, TaskRun] = {}
    released: list[TaskRun] = []
    for task in execution.in_order():
        permissive = task.status == statuses.FAILED and _joins_on_permissive(execution, task)
        if permissive or (task.status == statuses.CANCELED and task.type in WAITING):
            released.append(task)
        elif task.status in BAD:
            failed[task.ref] = task
        else:
            failed.pop(task.ref, None)
    if not failed and execution.status != statuses.TIMED_OUT:
        raise Conflict(
            "There are no retryable tasks! Use restart if you want to attempt "
            "entire workflow execution again."
        )
    run_on(engine, execution)
    for task in released:
        execution.change(task, status=statuses.IN_PROGRESS)
    attempts: list[TaskRun] = []
    for task in sorted(failed.values(), key=lambda task: task.seq):
        if task.type in _IN_PLACE:
            count = task.retry_count + 1
            execution.change(task, status=statuses.IN_PROGRESS, retried=False, retry_count=count)
            continue
        attempt = fresh_copy(task, engine.facts())
        attempt.reason = None
        resolve_again(execution, attempt)
        attempts.append(attempt)
        # Server: the failed one shows the new input, too (retry_sub_workflow_input).
        execution.change(task, retried=True, executed=True, input=dict(attempt.input))
    engine.schedule(execution, attempts)
    engine.touch(execution)


def _joins_on_permissive(execution: Execution, task: TaskRun) -> bool:
    if task.type not in ("JOIN", "EXCLUSIVE_JOIN"):
        return False
    runs = (execution.latest.get(ref) for ref in names_in(task, "joinOn"))
    return any(
        run is not None
        and run.status == statuses.FAILED
        and bool(run.workflow_task.get("permissive"))
        and not run.workflow_task.get("optional")
        for run in runs
    )


def run_on(engine: Engine, execution: Execution) -> None:
    """Have the execution run again from now."""
    execution.status = statuses.RUNNING
    execution.last_retried_time = engine.now()
    execution.reason = None


def wake_parents(engine: Engine, execution: Execution, what: str) -> None:
    """A child goes on: so do the parents that ended with it, and what was cancelled there."""
    path = ""
    while execution.parent_id is not None:
        parent = engine.find(execution.parent_id)
        task = parent.by_id.get(execution.parent_task_id or "") if parent is not None else None
        if parent is None or task is None or task.workflow_task.get("optional") or task.retried:
            return
        path = f"{execution.title} -> {path}" if path else execution.title
        engine.logs.add(task.task_id, f"Sub workflow {path} {what}.", engine.now(), parent.workflow_id)
        _go_on(parent, task)
        parent.failed_refs, parent.failed_task_names, parent.failed_task_id = [], [], None
        run_on(engine, parent)
        for other in parent.in_order():
            if other.type == "SUB_WORKFLOW" and other.sub_workflow_id and other.status in BAD:
                _wake_child(engine, parent, other)
            elif other.type == "JOIN" and other.status in BAD:
                parent.change(other, status=statuses.IN_PROGRESS)
            elif other.status == statuses.CANCELED:
                _once_more(engine, parent, other)
        engine.touch(parent)
        execution = parent


def _go_on(parent: Execution, task: TaskRun) -> None:
    parent.change(task, status=statuses.IN_PROGRESS, reason=None, executed=False, system=True)


def _wake_child(engine: Engine, parent: Execution, task: TaskRun) -> None:
    child = engine.find(task.sub_workflow_id) if task.sub_workflow_id and not task.retried else None
    if child is None:
        return
    if child.ended and any(each.status in BAD for each in child.tasks):
        _retry_failed(engine, child)
        _go_on(parent, task)
    elif child.status == statuses.RUNNING:
        _go_on(parent, task)


def _once_more(engine: Engine, execution: Execution, task: TaskRun) -> None:
    """Server: what was cancelled is scheduled again in place, a try later (retry_child_in_fork)."""
    if task.type in WAITING:
        execution.change(task, status=statuses.IN_PROGRESS)
        return
    now = engine.now()
    execution.change(
        task,
        status=statuses.SCHEDULED,
        retry_count=task.retry_count + 1,
        reason=None,
        poll_count=0,
        worker_id=None,
        scheduled_time=now,
        start_time=0,
        end_time=0,
        retried=False,
        executed=False,
        deliver_at=task.deliverable(now),
    )
    if not task.system:
        engine.offer(task)


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
    forget_tasks(engine, execution, execution.tasks)
    now = engine.now()
    execution.status = statuses.RUNNING
    execution.output = {}
    execution.reason = execution.failed_task_id = None
    execution.create_time = now
    execution.end_time = execution.last_retried_time = 0
    engine.touch(execution)
    wake_parents(engine, execution, "restarted")


def forget_tasks(engine: Engine, execution: Execution, tasks: list[TaskRun]) -> None:
    """Take these tasks away for good."""
    for task in tasks:
        engine.queues.remove(task)
        engine.task_owner.pop(task.task_id, None)
    execution.drop(list(tasks))
