from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["InlineTask", "TaskInterface", "TaskType"]


class InlineTask(TaskInterface):
    """Runs a script on the server; ``bindings`` are its ``$.name`` values. Its output is ``result``.

    ``evaluator_type`` is ``graaljs``, ``javascript``, ``python`` or ``value-param``.
    """

    def __init__(
        self,
        task_ref_name: str,
        script: str,
        bindings: dict[str, Any] | None = None,
        *,
        evaluator_type: str = "graaljs",
    ) -> None:
        super().__init__(task_ref_name, TaskType.INLINE)
        self.input_parameters.update(evaluatorType=evaluator_type, expression=script)
        self.input_parameters.update(bindings or {})
