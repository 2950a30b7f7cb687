from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["JsonJQTask", "TaskInterface", "TaskType"]


class JsonJQTask(TaskInterface):
    """Transforms its input by a jq program; the output is ``result`` and ``resultList``."""

    def __init__(self, task_ref_name: str, script: str, bindings: dict[str, Any] | None = None) -> None:
        super().__init__(task_ref_name, TaskType.JSON_JQ_TRANSFORM)
        self.input_parameters["queryExpression"] = script
        self.input_parameters.update(bindings or {})
