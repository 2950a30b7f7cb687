"""A task that was read from a definition."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from conductor.client.workflow.task._plain import plain
from conductor.client.workflow.task._where import caller
from conductor.client.workflow.task.task import TaskInterface

if TYPE_CHECKING:
    from conductor.client.http.models.workflow_task import WorkflowTask


class DefinedTask(TaskInterface):
    """A task as it was defined; what is changed on it is changed in the definition, the rest stays."""

    _as_defined = True

    def __init__(self, definition: WorkflowTask) -> None:
        self._where = caller()
        self._definition = definition
        self._options: dict[str, Any] = {}
        self._task_reference_name = definition.task_reference_name or ""
        self._task_type = definition.type or "SIMPLE"
        self._name = definition.name or ""
        self._description = definition.description
        self._optional = definition.optional
        self._input_parameters = dict(definition.input_parameters or {})
        self._cache_key = None
        self._cache_ttl_second = 0
        self._expression = definition.expression
        self._evaluator_type = definition.evaluator_type

    def to_workflow_task(self) -> WorkflowTask:
        """The task's definition."""
        task = deepcopy(self._definition)
        made = super().to_workflow_task()
        untold = (None, "", "SIMPLE" if task.type is None else None)
        for name in made.swagger_types:
            value = getattr(made, name)
            if value != getattr(task, name) and value not in untold:
                setattr(task, name, value)
        if not self._input_parameters and self._definition.input_parameters is None:
            task.input_parameters = None
        else:
            task.input_parameters = plain(self._input_parameters)
        return task
