from __future__ import annotations

from typing import Any


class ToolSpec:
    """A tool that a model may call."""

    def __init__(
        self,
        name: str,
        type: str = "SIMPLE",
        description: str | None = None,
        config_params: dict[str, Any] | None = None,
        integration_names: dict[str, str] | None = None,
        input_schema: dict[str, Any] | None = None,
        output_schema: dict[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.type = type
        self.description = description
        self.config_params = config_params
        self.integration_names = integration_names
        self.input_schema = input_schema
        self.output_schema = output_schema

    def to_dict(self) -> dict[str, Any]:
        """Its JSON members."""
        optional = {
            "description": self.description,
            "configParams": self.config_params,
            "integrationNames": self.integration_names,
            "inputSchema": self.input_schema,
            "outputSchema": self.output_schema,
        }
        given = {name: value for name, value in optional.items() if value is not None}
        return {"name": self.name, "type": self.type, **given}

    json_members = to_dict
