from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from conductor.client.http.models.workflow_task import WorkflowTask
from conductor.client.workflow.task._plain import plain
from conductor.client.workflow.task._sequence import assemble, steps
from conductor.client.workflow.task.task import TaskInterface, get_task_interface_list_as_workflow_task_list
from conductor.client.workflow.task.task_type import TaskType

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = [
    "EvaluatorType",
    "SwitchTask",
    "TaskInterface",
    "TaskType",
    "WorkflowTask",
    "get_task_interface_list_as_workflow_task_list",
]


class EvaluatorType(str, Enum):
    """What evaluates the expression of a switch."""

    JAVASCRIPT = "javascript"
    ECMASCRIPT = "graaljs"
    VALUE_PARAM = "value-param"

    def __str__(self) -> str:
        return Enum.__str__(self)  # Upstream: EvaluatorType.JAVASCRIPT in text


class SwitchTask(TaskInterface):
    """Goes one way of several: that of the case whose name is the value of ``case_expression``.

    The expression is a reference, or with ``use_javascript`` a script that returns the case's name.
    """

    def __init__(self, task_ref_name: str, case_expression: Any, use_javascript: bool = False) -> None:
        super().__init__(task_ref_name, TaskType.SWITCH)
        self._default_case: Any = None
        self._decision_cases: dict[Any, Any] = {}
        self._expression = case_expression
        self._use_javascript = use_javascript

    def switch_case(self, case_name: Any, tasks: Any) -> Self:
        """Add a case: a task or a list of tasks."""
        self._decision_cases[case_name] = steps(
            tasks, f"case {case_name!r} of switch {self._task_reference_name!r}"
        )
        return self

    def default_case(self, tasks: Any) -> Self:
        """What to do where no case fits: a task or a list of tasks."""
        self._default_case = steps(tasks, f"the default case of switch {self._task_reference_name!r}")
        return self

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = super().to_workflow_task()
        if self._use_javascript:
            task.evaluator_type = EvaluatorType.ECMASCRIPT.value
            task.expression = plain(self._expression)
        else:
            task.evaluator_type = EvaluatorType.VALUE_PARAM.value
            task.input_parameters = {
                **(task.input_parameters or {}),
                "switchCaseValue": plain(self._expression),
            }
            task.expression = "switchCaseValue"
        task.decision_cases = {_case(name): assemble(tasks) for name, tasks in self._decision_cases.items()}
        task.default_case = assemble(self._default_case or ())
        return task


def _case(name: Any) -> str:
    # Server: the value is compared by its Java text, so True is "true" and None "null".
    if name is None or isinstance(name, bool):
        return {None: "null", True: "true", False: "false"}[name]
    return name.value if isinstance(name, Enum) else str(name)
