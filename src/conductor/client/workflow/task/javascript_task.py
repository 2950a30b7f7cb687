from __future__ import annotations

from typing import Any

from conductor.client.workflow.task._reference import Reference
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["JavaScriptTask", "JavascriptTask", "TaskInterface", "TaskType"]


class JavascriptTask(TaskInterface):
    """Runs JavaScript on the server; ``bindings`` are its ``$.name`` values. ``output()`` is its result."""

    def __init__(self, task_ref_name: str, script: str, bindings: dict[str, Any] | None = None) -> None:
        super().__init__(task_ref_name, TaskType.INLINE)
        self.input_parameters.update(evaluatorType="graaljs", expression=script)
        self.input_parameters.update(bindings or {})

    @property
    def output(self) -> Reference:
        """What the script returns, or what is at a JSON path in it."""
        return Reference(f"{self.task_reference_name}.output.result")

    def evaluator_type(self, evaluator_type: str) -> JavascriptTask:  # type: ignore[override]  # as upstream
        """Choose the engine: ``graaljs`` or ``javascript``."""
        self.input_parameters["evaluatorType"] = evaluator_type
        return self


JavaScriptTask = JavascriptTask
"""The guide's spelling."""
