from __future__ import annotations

from typing import Any


class ToolCall:
    """A call of a tool that a model asked for."""

    def __init__(
        self,
        name: str,
        task_reference_name: str | None = None,
        integration_names: dict[str, str] | None = None,
        type: str = "SIMPLE",
        input_parameters: dict[str, Any] | None = None,
        output: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.task_reference_name = task_reference_name
        self.integration_names = integration_names
        self.type = type
        self.input_parameters = input_parameters
        self.output = output

    def to_dict(self) -> dict[str, Any]:
        """Its JSON members."""
        optional = {
            "taskReferenceName": self.task_reference_name,
            "integrationNames": self.integration_names,
            "inputParameters": self.input_parameters,
            "output": self.output,
        }
        given = {name: value for name, value in optional.items() if value is not None}
        return {"name": self.name, "type": self.type, **given}

    json_members = to_dict
