from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import Any

from conductor.client.http.models._field import Field
from conductor.client.http.models._model import Model

_HEADING = "\n=== {} ==="
_LINES = {"Type": "taskType", "Reference Name": "referenceTaskName", "Status": "status", "Task ID": "taskId"}


class WorkflowSignalReturnStrategy(Enum):
    """Which part of the execution a synchronous start or signal answers with."""

    TARGET_WORKFLOW = "TARGET_WORKFLOW"
    BLOCKING_WORKFLOW = "BLOCKING_WORKFLOW"
    BLOCKING_TASK = "BLOCKING_TASK"
    BLOCKING_TASK_INPUT = "BLOCKING_TASK_INPUT"


class TaskStatus(Enum):
    """The states of a task."""

    IN_PROGRESS = "IN_PROGRESS"
    CANCELED = "CANCELED"
    FAILED = "FAILED"
    FAILED_WITH_TERMINAL_ERROR = "FAILED_WITH_TERMINAL_ERROR"
    COMPLETED = "COMPLETED"
    COMPLETED_WITH_ERRORS = "COMPLETED_WITH_ERRORS"
    SCHEDULED = "SCHEDULED"
    TIMED_OUT = "TIMED_OUT"
    READY_FOR_RERUN = "READY_FOR_RERUN"
    SKIPPED = "SKIPPED"


class _OfTask(Field):
    """A member of the task that the answer is about.

    Upstream: an answer with a target workflow means its first task in progress, else its last one.
    """

    def __init__(self, wire: str, default: Any = None) -> None:
        super().__init__(default, lambda: default)
        self.wire = wire

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if instance is None or not (instance.is_target_workflow() and instance.tasks):
            return self if instance is None and self.declared else self.default
        return (instance.get_in_progress_task() or instance.tasks[-1]).get(self.wire, self.default)


_of_task: Any = _OfTask


class SignalResponse(Model):
    """The answer to a signal or a synchronous start: a workflow or a task, as the return strategy asked.

    Takes its fields by keyword, by Python or wire name; others are ignored. ``tasks`` are JSON objects.
    ``to_dict()`` answers with wire names, without what does not belong to the response type.
    """

    response_type: str | None = None
    target_workflow_id: str | None = None
    target_workflow_status: str | None = None
    request_id: str | None = None
    workflow_id: str | None = None
    correlation_id: str | None = None
    input: dict[str, Any] = field(default_factory=dict[str, Any])
    output: dict[str, Any] = field(default_factory=dict[str, Any])
    task_type: str | None = _of_task("taskType")
    task_id: str | None = _of_task("taskId")
    reference_task_name: str | None = _of_task("referenceTaskName")
    retry_count: int = _of_task("retryCount", 0)
    task_def_name: str | None = _of_task("taskDefName")
    retried_task_id: str | None = None
    workflow_type: str | None = None
    reason_for_incompletion: str | None = None
    priority: int = 0
    variables: dict[str, Any] = field(default_factory=dict[str, Any])
    tasks: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    created_by: str | None = None
    create_time: int = 0
    update_time: int = 0
    status: str | None = None
    # Known to server 3.32.3, not upstream:
    signal_timeout: bool | None = None

    def __init__(self, **kwargs: Any) -> None:
        for name, wire in self.attribute_map.items():
            value = kwargs.get(name, kwargs.get(wire))
            if value is not None:
                setattr(self, name, value)
        self._complete()

    def _complete(self) -> None:
        """Upstream: a status is a TaskStatus where it is one."""
        if self.status in TaskStatus.__members__:
            self.status = TaskStatus(self.status)  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue]

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> SignalResponse:
        """Read an answer of the server."""
        return cls(**data)

    from_api_response = from_dict

    def is_target_workflow(self) -> bool:
        """Whether this is the workflow that was started or signalled."""
        return self.response_type == "TARGET_WORKFLOW"

    def is_blocking_workflow(self) -> bool:
        """Whether this is the workflow that waits: the target or a sub-workflow of it."""
        return self.response_type == "BLOCKING_WORKFLOW"

    def is_blocking_task(self) -> bool:
        """Whether this is the task that waits."""
        return self.response_type == "BLOCKING_TASK"

    def is_blocking_task_input(self) -> bool:
        """Whether this is the input of the task that waits."""
        return self.response_type == "BLOCKING_TASK_INPUT"

    def get_workflow(self) -> dict[str, Any] | None:
        """The workflow; None where the answer is a task."""
        if not (self.is_target_workflow() or self.is_blocking_workflow()):
            return None
        return self._part(
            "workflow_id status tasks created_by create_time update_time input output variables priority "
            "target_workflow_id target_workflow_status"
        )

    def get_blocking_task(self) -> dict[str, Any] | None:
        """The task that waits; None where the answer is a workflow."""
        if not (self.is_blocking_task() or self.is_blocking_task_input()):
            return None
        return self._part(
            "task_id task_type task_def_name workflow_type reference_task_name retry_count status "
            "workflow_id input output priority create_time update_time"
        )

    def _part(self, names: str) -> dict[str, Any]:
        part = {self.attribute_map[name]: getattr(self, name) for name in names.split()}
        return {**part, "status": _text(self.status)}

    def get_task_input(self) -> dict[str, Any] | None:
        """The input of the task that waits; None where the answer is something else."""
        return self.input if self.is_blocking_task_input() else None

    def get_all_tasks(self) -> list[dict[str, Any]]:
        """The tasks of the workflow, in the server's order."""
        return self.tasks

    def get_tasks_by_status(self, status: str) -> list[dict[str, Any]]:
        """The tasks in that state."""
        return [task for task in self.tasks if task.get("status") == status]

    def get_completed_tasks(self) -> list[dict[str, Any]]:
        """The tasks that are COMPLETED."""
        return self.get_tasks_by_status("COMPLETED")

    def get_failed_tasks(self) -> list[dict[str, Any]]:
        """The tasks that are FAILED."""
        return self.get_tasks_by_status("FAILED")

    def get_in_progress_task(self) -> dict[str, Any] | None:
        """The first task that is IN_PROGRESS; None when there is none."""
        return next(iter(self.get_tasks_by_status("IN_PROGRESS")), None)

    def get_task_by_reference_name(self, ref_name: str) -> dict[str, Any] | None:
        """The task of that reference; None when there is none."""
        return next((task for task in self.tasks if task.get("referenceTaskName") == ref_name), None)

    def get_task_chain(self) -> list[str]:
        """The references of the tasks, in their order of execution."""
        ordered = sorted(self.tasks, key=lambda task: task.get("seq") or 0)
        return [task.get("referenceTaskName") or f"task_{task.get('seq') or 0}" for task in ordered]

    def get_response_summary(self) -> str:
        """One line about the answer."""
        kind = self.response_type
        task = f"{self.task_type} ({self.reference_task_name})"
        if self.get_workflow() is not None:
            status = self.target_workflow_status if self.is_target_workflow() else _text(self.status)
            return f"{kind}: {self.workflow_id} ({status}) - {len(self.tasks)} tasks"
        if self.is_blocking_task():
            return f"{kind}: {task} - {_text(self.status)}"
        if self.is_blocking_task_input():
            return f"{kind}: {task} - Input data available"
        return f"UNKNOWN_RESPONSE_TYPE: {kind}"

    def to_dict(self) -> dict[str, Any]:
        """The fields that belong to the response type, by their wire names."""
        left_out: set[str] = set() if self.variables else {"variables"}
        if self.is_blocking_task():
            left_out.add("tasks")
        found = ((name, wire, _text(getattr(self, name))) for name, wire in self.attribute_map.items())
        return {wire: value for name, wire, value in found if value is not None and name not in left_out}

    def get_full_json(self) -> str:
        """The answer as indented JSON text."""
        import json

        return json.dumps(self.to_dict(), indent=2)

    def save_to_file(self, filename: str) -> None:
        """Write the answer to a file as indented JSON."""
        with open(filename, "w", encoding="utf-8") as file:
            file.write(self.get_full_json())
        print(f"Response saved to {filename}")  # noqa: T201  # upstream says so

    def print_summary(self) -> None:
        """Print a few lines about the answer."""
        lines = [
            _HEADING.format("Signal Response Summary"), f"Response Type: {self.response_type}",
            f"Workflow ID: {self.workflow_id}", f"Workflow Status: {self.target_workflow_status}", "",
        ]
        if self.get_workflow() is not None:
            lines += [f"Total Tasks: {len(self.tasks)}", f"Workflow Status: {_text(self.status)}"]
            lines += [f"Created By: {self.created_by}"] if self.created_by else []
        elif self.get_blocking_task() is not None:
            lines += [
                "Task Info:", f"  Task ID: {self.task_id}", f"  Task Type: {self.task_type}",
                f"  Reference Name: {self.reference_task_name}", f"  Status: {_text(self.status)}",
                f"  Retry Count: {self.retry_count}",
            ]
            lines += [f"  Workflow Type: {self.workflow_type}"] if self.workflow_type else []
        print("\n".join(lines))  # noqa: T201  # its purpose

    def print_tasks_summary(self) -> None:
        """Print a few lines about each task."""
        if not self.tasks:
            print("No tasks found in the response.")  # noqa: T201  # its purpose
            return
        lines = [_HEADING.format(f"Tasks Summary ({len(self.tasks)} tasks)")]
        for index, task in enumerate(self.tasks, 1):
            lines.append(f"\nTask {index}:")
            lines += [f"  {label}: {task.get(wire, 'UNKNOWN')}" for label, wire in _LINES.items()]
            lines.append(f"  Sequence: {task.get('seq', 'N/A')}")
        print("\n".join(lines))  # noqa: T201  # its purpose

    def __str__(self) -> str:
        parts = [f"{wire}={value!r}" for wire, value in self.to_dict().items()]
        return "SignalResponse(\n    " + ",\n    ".join(parts) + "\n)"


def _text(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
