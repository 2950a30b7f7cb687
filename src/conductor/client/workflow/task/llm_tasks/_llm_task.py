"""What the AI tasks have in common: input that is left out where it is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.workflow.task.task import TaskInterface

if TYPE_CHECKING:
    from typing_extensions import Self

    from conductor.client.workflow.task.task_type import TaskType


class LlmTask(TaskInterface):
    """An AI task; its name is its type in small letters unless told otherwise."""

    def __init__(
        self,
        task_ref_name: str,
        task_type: TaskType,
        task_name: str | None,
        required: dict[str, Any],
        **given: Any,
    ) -> None:
        super().__init__(
            task_ref_name, task_type, task_name or task_type.value.lower(), input_parameters=required
        )
        self.input_parameters.update({name: value for name, value in given.items() if value is not None})


class PromptedTask(LlmTask):
    """An AI task whose prompt has variables."""

    def prompt_variables(self, variables: dict[str, Any]) -> Self:
        """Set variables of the prompt."""
        self.input_parameters.setdefault("promptVariables", {}).update(variables)
        return self

    def prompt_variable(self, variable: str, value: Any) -> Self:
        """Set one variable of the prompt."""
        return self.prompt_variables({variable: value})
