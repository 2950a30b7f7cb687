"""Calling a worker function as the SDK would, without any server."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from conductor.client.http.models.task_result import TaskResult
    from conductor.client.worker.worker import Worker


def run_worker(
    function: Callable[..., Any],
    input: dict[str, Any] | None = None,  # noqa: A002 - the field's word
    *,
    strict: bool | None = None,
) -> TaskResult:
    """Run a worker function on a task with ``input`` and return the result that would be reported.

    Input and output pass through JSON as on the way from and to a server, so that an argument arrives as
    what the function's annotations make of it, and an output that cannot be sent is a failure. ``function``
    is decorated with ``@worker_task`` or plain, ordinary or ``async def``. What it raises is not raised here:
    the result's ``status`` and ``reason_for_incompletion`` tell. ``strict`` overrides the decorator's.
    """
    from conductor.client._encode import dumps
    from conductor.client.http.models.task import Task
    from conductor.client.worker import _outcome

    worker = worker_for(function, strict=strict)
    name = worker.get_task_definition_name()
    task = Task(
        task_id=str(uuid.uuid4()),
        workflow_instance_id=str(uuid.uuid4()),
        task_type=name,
        task_def_name=name,
        reference_task_name=f"{name}_ref",
        status="IN_PROGRESS",
        retry_count=0,
        input_data=json.loads(dumps(input or {})),
    )
    result = worker.execute(task)
    try:
        result.output_data = json.loads(dumps(result.output_data or {}))
    except Exception as error:  # noqa: BLE001 - whatever it is, the task would fail with it
        failed = _outcome.of_error(error, _outcome.blank(task, worker.get_identity()))
        failed.status = "FAILED_WITH_TERMINAL_ERROR"  # it would have no JSON form the next time either
        return failed
    return result


def worker_for(function: Callable[..., Any], *, strict: bool | None = None) -> Worker:
    """The worker that a function is: as decorated, or, undecorated, for the task of the function's name."""
    from conductor.client.worker import _registry
    from conductor.client.worker.worker import Worker

    plain = getattr(function, "__wrapped__", function)
    for (name, domain), options in list(_registry.decorated_functions.items()):
        if options["func"] is plain:
            chosen = options.get("strict") if strict is None else strict
            return Worker(name, plain, domain=domain, worker_id=options.get("worker_id"), strict=chosen)
    name = getattr(function, "__name__", type(function).__name__)
    return Worker(name, function, strict=strict)
