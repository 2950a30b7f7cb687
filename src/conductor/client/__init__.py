"""The client of Conductor: workers, workflows as code, and every endpoint.

Each name is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.automator.task_handler import TaskHandler
    from conductor.client.automator.task_runner import TaskRunner
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.http.models.start_workflow_request import StartWorkflowRequest
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_result import TaskResult
    from conductor.client.http.models.task_result_status import TaskResultStatus
    from conductor.client.orkes_clients import ConductorClients, OrkesClients
    from conductor.client.worker.worker_interface import WorkerInterface
    from conductor.client.worker.worker_task import worker_task
    from conductor.client.workflow.conductor_workflow import ConductorWorkflow
    from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor

_HOMES = {
    "ConductorClients": "orkes_clients",
    "ConductorWorkflow": "workflow.conductor_workflow",
    "Configuration": "configuration.configuration",
    "OrkesClients": "orkes_clients",
    "StartWorkflowRequest": "http.models.start_workflow_request",
    "Task": "http.models.task",
    "TaskHandler": "automator.task_handler",
    "TaskResult": "http.models.task_result",
    "TaskResultStatus": "http.models.task_result_status",
    "TaskRunner": "automator.task_runner",
    "WorkerInterface": "worker.worker_interface",
    "WorkflowExecutor": "workflow.executor.workflow_executor",
    "worker_task": "worker.worker_task",
}

__all__ = [
    "ConductorClients",
    "ConductorWorkflow",
    "Configuration",
    "OrkesClients",
    "StartWorkflowRequest",
    "Task",
    "TaskHandler",
    "TaskResult",
    "TaskResultStatus",
    "TaskRunner",
    "WorkerInterface",
    "WorkflowExecutor",
    "worker_task",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
