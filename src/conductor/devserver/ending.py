"""The end of an execution: output, open tasks, failure workflow, parent."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.refusal import Refusal
from conductor.devserver.scope import resolve_in
from conductor.devserver.task_run import as_model
from conductor.devserver.tasks import kind_of
from conductor.devserver.tasks.sub_workflow import FAILURE_WORKFLOW

if TYPE_CHECKING:
    from collections.abc import Generator

    from conductor.devserver.decide import Ending
    from conductor.devserver.engine import Engine
    from conductor.devserver.execution import Execution

_FAILURES = (statuses.FAILED, statuses.FAILED_WITH_TERMINAL_ERROR)


def end_execution(
    engine: Engine, execution: Execution, ending: Ending, *, from_outside: bool = False
) -> None:
    """Give the execution its final status and everything that goes with it."""
    previous = execution.status
    # Server: a good end makes the output before the status changes, so ${workflow.status} reads RUNNING there
    # (expr_output_params); a bad end comes first (output_status_failed).
    if ending.status != statuses.COMPLETED:
        execution.status = ending.status
    with _forgiven(execution, good=ending.status == statuses.COMPLETED):
        execution.output = workflow_output(execution)
    execution.status = ending.status
    execution.reason = ending.reason
    note_failures(execution, forgive=ending.status == statuses.COMPLETED)
    execution.end_time = engine.now()
    bad_by_itself = ending.status != statuses.COMPLETED and not from_outside
    if bad_by_itself and ending.task is not None and execution.failed_task_id is None:
        # Server: a retry keeps the first one (failure_workflow_after_retry).
        execution.failed_task_id = ending.task.task_id
    cure = _failure_workflow(execution) if bad_by_itself else None
    snapshot = _failed_view(execution, previous) if cure is not None else None
    cancel_open(engine, execution)
    if cure is not None:
        _start_failure_workflow(engine, execution, cure, snapshot)
    if execution.parent_id is not None:
        parent = engine.find(execution.parent_id)
        if parent is not None:
            engine.touch(parent)
    engine.journal.touch(execution)


@contextmanager
def _forgiven(execution: Execution, *, good: bool) -> Generator[None, None, None]:
    """Server: to the output an optional failure at the very end is forgiven, though it is not written."""
    failed = [
        (task, task.status)
        for task in execution.settled.values()
        if good and task.status not in statuses.GOOD_TASK and task.workflow_task.get("optional")
    ]
    for task, _ in failed:
        task.status = statuses.COMPLETED_WITH_ERRORS
    try:
        yield
    finally:
        for task, status in failed:
            task.status = status


def cancel_open(engine: Engine, execution: Execution) -> None:
    """Cancel every task that has not ended."""
    for task in list(execution.pending.values()):
        if task.open:
            engine.queues.remove(task)
            execution.change(task, status=statuses.CANCELED, end_time=engine.now())
            kind_of(task.type).cancel(execution, task, engine)


def note_failures(execution: Execution, *, forgive: bool = False) -> None:
    """Add the failed tasks to the two lists of names; a timed-out task is not in them."""
    for task in execution.in_order():
        if task.status not in _FAILURES or (
            forgive and task.workflow_task.get("optional") and not task.retried
        ):
            continue
        if task.ref not in execution.failed_refs:
            execution.failed_refs.append(task.ref)
        if task.def_name not in execution.failed_task_names:
            execution.failed_task_names.append(task.def_name)


def workflow_output(execution: Execution) -> dict[str, Any]:
    """What it gives back: TERMINATE's output, else the outputParameters, else the last task's output."""
    tasks = execution.in_order()
    if not tasks:
        return execution.output
    for task in tasks:
        if task.type == "TERMINATE" and task.status == statuses.COMPLETED:
            return dict(task.output)
    parameters = execution.blueprint.doc.get("outputParameters")
    if parameters:
        resolved: dict[str, Any] = resolve_in(execution, parameters)
        return resolved
    return dict(tasks[-1].output)


def _failed_view(execution: Execution, previous: str) -> dict[str, Any]:
    """The failed execution as its failure workflow gets it."""
    view = execution.to_wire()
    view["failedTaskId"] = execution.failed_task_id
    view["previousStatus"] = previous
    view["tasks"] = [as_model(task) for task in view["tasks"]]
    for name in ("history", "rateLimited", "startTime", "ownerApp"):
        view.pop(name, None)
    return view


def _failure_workflow(execution: Execution) -> str | None:
    """The name of the workflow that follows a failure."""
    name = execution.blueprint.doc.get("failureWorkflow")
    if isinstance(name, str) and name.startswith("$"):
        # Server: not an expression but "$.input.NAME", cut at its dots; ${workflow.input.NAME} names nothing.
        parts = name.split(".")
        name = execution.input.get(parts[2]) if len(parts) > 2 else None
    return name if isinstance(name, str) and name.strip() else None


def _start_failure_workflow(
    engine: Engine, execution: Execution, name: str, snapshot: dict[str, Any] | None
) -> None:
    given = {
        **execution.input,
        "workflowId": execution.workflow_id,
        "reason": execution.reason,
        "failureStatus": execution.status,
        "failedWorkflow": snapshot,
    }
    if execution.failed_task_id is not None:
        given["failureTaskId"] = execution.failed_task_id
    request = {
        "name": name,
        "version": execution.blueprint.doc.get("failureWorkflowVersion"),
        "input": given,
        "correlationId": execution.correlation_id,
        "taskToDomain": execution.task_to_domain,
    }
    try:
        result = engine.start(request).workflow_id
    except Refusal as problem:
        result = f"Error workflow {name} failed to start.  reason: {problem.message}"
    execution.output = {**execution.output, FAILURE_WORKFLOW: result}
