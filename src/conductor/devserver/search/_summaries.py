"""The summaries of executions and tasks: what search answers with, and what it searches."""

from __future__ import annotations

from typing import Any

from conductor.devserver.expressions import java_text
from conductor.devserver.search._moments import iso_text


def workflow_summary(execution: dict[str, Any]) -> dict[str, Any]:
    """Return the summary of an execution (JSON as ``GET /workflow/{id}`` gives it).

    Input and output are Java's text of the map, times ISO text, ``executionTime`` milliseconds.
    """
    start, end = execution.get("startTime") or execution.get("createTime") or 0, execution.get("endTime") or 0
    given: dict[str, Any] = {
        "workflowType": execution.get("workflowName"),
        "version": execution.get("workflowVersion", 0),
        "workflowId": execution.get("workflowId"),
        "correlationId": execution.get("correlationId"),
        "startTime": _moment(execution.get("createTime") or start),
        "updateTime": _moment(execution.get("updateTime")),
        "endTime": _moment(end),
        "status": execution.get("status"),
        "input": _map_text(execution.get("input")),
        "output": _map_text(execution.get("output")),
        "reasonForIncompletion": execution.get("reasonForIncompletion"),
        "executionTime": end - start if end else 0,
        "event": execution.get("event"),
        "failedReferenceTaskNames": ",".join(execution.get("failedReferenceTaskNames") or ()),
        "priority": execution.get("priority", 0),
        "failedTaskNames": list(execution.get("failedTaskNames") or ()),
        "createdBy": execution.get("createdBy"),
        "taskToDomain": execution.get("taskToDomain") or {},
        "idempotencyKey": execution.get("idempotencyKey"),
        "parentWorkflowId": execution.get("parentWorkflowId") or "",
        "classifier": "workflow",
    }
    return _with_sizes(given)


def task_summary(task: dict[str, Any]) -> dict[str, Any]:
    """Return the summary of a task (JSON as ``GET /tasks/{id}`` gives it)."""
    start, end = task.get("startTime") or 0, task.get("endTime") or 0
    given = {
        "workflowId": task.get("workflowInstanceId"),
        "workflowType": task.get("workflowType"),
        "correlationId": task.get("correlationId"),
        "scheduledTime": iso_text(task.get("scheduledTime") or 0),
        "startTime": iso_text(start),
        "updateTime": iso_text(task.get("updateTime") or 0),
        "endTime": iso_text(end),
        "status": task.get("status"),
        "reasonForIncompletion": task.get("reasonForIncompletion"),
        "executionTime": end - start if end else 0,
        "queueWaitTime": task.get("queueWaitTime") or 0,
        "taskDefName": task.get("taskDefName"),
        "taskType": task.get("taskType"),
        "input": _map_text(task.get("inputData")),
        "output": _map_text(task.get("outputData")),
        "taskId": task.get("taskId"),
        "workflowPriority": task.get("workflowPriority", 0),
        "domain": task.get("domain"),
    }
    return {name: value for name, value in given.items() if value is not None}


def _with_sizes(given: dict[str, Any]) -> dict[str, Any]:
    summary = {name: value for name, value in given.items() if value is not None}
    summary["inputSize"] = len(summary.get("input", ""))
    summary["outputSize"] = len(summary.get("output", ""))
    return summary


def _moment(milliseconds: int | None) -> str | None:
    return iso_text(milliseconds) if milliseconds else None


def _map_text(value: Any) -> str | None:
    return None if value is None else java_text(value)
