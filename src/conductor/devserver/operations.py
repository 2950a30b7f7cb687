"""Steering an execution: pause, resume, terminate, skip, reset callbacks, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.refusal import BadRequest, Conflict, ServerFault
from conductor.devserver.task_run import TaskRun
from conductor.devserver.updates import find_execution

if TYPE_CHECKING:
    from conductor.devserver.engine import Engine


def pause(engine: Engine, workflow_id: str) -> None:
    """Schedule nothing more; what runs may report.

    :raises Conflict: it has ended.
    """
    execution = find_execution(engine, workflow_id)
    if execution.ended:
        raise Conflict(f"Workflow {execution.title} has ended, status cannot be updated.")
    execution.status = statuses.PAUSED
    engine.touch(execution)


def resume(engine: Engine, workflow_id: str) -> None:
    """Go on.

    :raises ServerFault: it is not paused.
    """
    execution = find_execution(engine, workflow_id)
    if execution.status != statuses.PAUSED:
        raise ServerFault(
            f"The workflow {workflow_id} is not PAUSED so cannot resume. Current status is {execution.status}"
        )
    execution.status = statuses.RUNNING
    execution.last_retried_time = engine.now()
    engine.touch(execution)


def terminate(engine: Engine, workflow_id: str, reason: str | None) -> None:
    """End it from outside; its failure workflow does not run.

    :raises Conflict: it has completed.
    """
    execution = find_execution(engine, workflow_id)
    if execution.status == statuses.COMPLETED:
        raise Conflict("Cannot terminate a COMPLETED workflow.")
    if execution.status != statuses.TERMINATED:
        engine.terminate(execution, reason)


def remove(engine: Engine, workflow_id: str, archive: bool = False) -> None:
    """Forget it, tasks and all.

    :raises BadRequest: it is to be archived, and has not ended.
    """
    execution = find_execution(engine, workflow_id)
    if archive and not execution.ended:
        raise BadRequest(f"Cannot archive workflow: {workflow_id} with status: {execution.status}")
    engine.remove(execution)


def skip(engine: Engine, workflow_id: str, ref: str, given: dict[str, Any], output: dict[str, Any]) -> None:
    """Put a SKIPPED placeholder where ``ref`` would be scheduled.

    :raises ServerFault: the workflow does not run, has no such task, or has scheduled it already.
    """
    from conductor.devserver.engine import new_id

    execution = find_execution(engine, workflow_id)
    if execution.status != statuses.RUNNING:
        raise ServerFault(
            f"The workflow {workflow_id} is not running so the task referenced by {ref} cannot be skipped"
        )
    workflow_task = execution.blueprint.by_ref.get(ref)
    if workflow_task is None:
        name = execution.blueprint.name
        raise ServerFault(f"The task referenced by {ref} does not exist in the WorkflowDefinition {name}")
    if ref in execution.latest:
        raise ServerFault(f"The task referenced {ref} has already been processed, cannot be skipped")
    task = TaskRun(
        new_id(),
        ref,
        workflow_task["name"],
        workflow_task,
        status=statuses.SKIPPED,
        input_=given,
        output=output,
    )
    task.workflow_id = workflow_id
    task.workflow_type = execution.blueprint.name
    task.correlation_id = execution.correlation_id
    task.priority = execution.priority
    task.end_time = engine.now()
    execution.add(task)
    engine.task_owner[task.task_id] = workflow_id
    engine.touch(execution)


def reset_callbacks(engine: Engine, workflow_id: str) -> None:
    """Make waiting worker tasks deliverable now.

    :raises Conflict: it has ended.
    """
    execution = find_execution(engine, workflow_id)
    if execution.ended:
        raise Conflict(f"Workflow is in terminal state. Status = {execution.status}")
    for task in execution.open_tasks():
        if not task.system and task.status == statuses.SCHEDULED and task.callback_after_seconds > 0:
            engine.queues.remove(task)
            execution.change(task, callback_after_seconds=0, deliver_at=engine.now())
            engine.offer(task)
    engine.touch(execution)


def set_variables(engine: Engine, workflow_id: str, variables: dict[str, Any]) -> None:
    """Write workflow variables; an endpoint of Orkes that the open-source server lacks.

    :raises Conflict: it has ended.
    """
    execution = find_execution(engine, workflow_id)
    if execution.ended:
        raise Conflict(f"Workflow is in terminal state. Status = {execution.status}")
    execution.variables = {**execution.variables, **variables}
    engine.touch(execution)
