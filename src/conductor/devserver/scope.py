"""What expressions of an execution can see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.devserver.expressions import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun


def workflow_view(execution: Execution) -> dict[str, Any]:
    """What ``${workflow…}`` reads."""
    return {
        "input": execution.input,
        "output": execution.output,
        "status": execution.status,
        "workflowId": execution.workflow_id,
        "parentWorkflowId": execution.parent_id,
        "parentWorkflowTaskId": execution.parent_task_id,
        "workflowType": execution.blueprint.name,
        "version": execution.blueprint.version,
        "correlationId": execution.correlation_id,
        "reasonForIncompletion": execution.reason,
        "schemaVersion": execution.blueprint.doc.get("schemaVersion", 2),
        "variables": execution.variables,
    }


def task_view(task: TaskRun) -> dict[str, Any]:
    """What ``${ref…}`` reads."""
    return {
        "input": task.input,
        "output": task.drafted_output,
        "taskType": task.type,
        "status": task.status,
        "referenceTaskName": task.ref,
        "retryCount": task.retry_count,
        "correlationId": task.correlation_id,
        "pollCount": task.poll_count,
        "taskDefName": task.def_name,
        "scheduledTime": task.scheduled_time,
        "startTime": task.start_time,
        "endTime": task.end_time,
        "workflowInstanceId": task.workflow_id,
        "taskId": task.task_id,
        "reasonForIncompletion": task.reason,
        "callbackAfterSeconds": task.callback_after_seconds,
        "workerId": task.worker_id,
        "iteration": task.iteration,
    }


class Scope(dict[str, Any]):
    """The workflow and its tasks by name; a task's view is made when something reads it."""

    def __init__(self, execution: Execution) -> None:
        super().__init__()
        self._execution = execution

    def __missing__(self, name: str) -> Any:
        if name == "workflow":
            view = workflow_view(self._execution)
        else:
            task = self._execution.by_name.get(name)
            if task is None:
                raise KeyError(name)
            view = task_view(task)
        self[name] = view
        return view

    def __contains__(self, name: object) -> bool:
        return name == "workflow" or name in self._execution.by_name or super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The view of that name, or ``default``."""
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        yield "workflow"
        yield from self._execution.by_name

    def keys(self) -> Any:
        """All names."""
        return list(self)

    def items(self) -> Any:
        """All names with their views."""
        return [(name, self[name]) for name in self]

    def values(self) -> Any:
        """All views."""
        return [self[name] for name in self]

    def __len__(self) -> int:
        return 1 + len(self._execution.by_name)


def resolve_in(execution: Execution, value: Any, task_id: str | None = None) -> Any:
    """``value`` with every expression replaced by what it reads in ``execution``."""
    return resolve(value, Scope(execution), task_id)
