"""EVENT: puts a message on a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver import statuses
from conductor.devserver.scope import resolve_in
from conductor.devserver.tasks.kind import Kind, Mapping, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


class Event(Kind):
    """Publishes its input to ``sink``; only the server's own queue (``conductor``) is there."""

    name = "EVENT"

    def map(self, mapping: Mapping) -> list[TaskRun]:
        """One run, with the sink in its input."""
        task_id = mapping.facts.new_id()
        sink = resolve_in(mapping.execution, mapping.workflow_task.get("sink"), task_id)
        given = mapping.plain_input(task_id)
        own = {"sink": sink, "asyncComplete": mapping.workflow_task.get("asyncComplete", False)}
        return [mapping.run(self.name, {**given, **own}, task_id)]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Publish, then complete, or wait for an update when ``asyncComplete``."""
        if task.status != statuses.SCHEDULED:
            return False
        sink = str(task.input.get("sink"))
        payload: dict[str, Any] = {
            **task.input,
            "workflowInstanceId": execution.workflow_id,
            "workflowType": execution.blueprint.name,
            "workflowVersion": execution.blueprint.version,
            "correlationId": execution.correlation_id,
            "taskToDomain": execution.task_to_domain,
        }
        kind, _, name = sink.partition(":")
        output = dict(payload)
        if sink.startswith("conductor") and kind != "conductor":
            reason = f"Invalid / Unsupported sink specified: {sink}"
            return finish(execution, task, shell, statuses.FAILED, reason, output)
        if kind != "conductor":
            output["event_produced"] = sink
            reason = f"Error loading queue:{sink}, for task:{task.task_id}, error: Unknown queue type {kind}"
            return finish(execution, task, shell, statuses.FAILED, reason, output)
        event = f"conductor:{execution.blueprint.name}:{name or task.ref}"
        output["event_produced"] = event
        shell.publish(event, payload, task.task_id)
        if task.workflow_task.get("asyncComplete"):
            execution.change(task, status=statuses.IN_PROGRESS, start_time=shell.now(), output=output)
            return True
        return finish(execution, task, shell, output=output)
