from __future__ import annotations

from typing import Any, ClassVar


class Prompt:
    """A prompt template and the values of its variables."""

    swagger_types: ClassVar[dict[str, str]] = {"name": "str", "variables": "str"}
    attribute_map: ClassVar[dict[str, str]] = {"name": "promptName", "variables": "promptVariables"}

    def __init__(self, name: str, variables: dict[str, Any]) -> None:
        self._name = name
        self._variables = variables

    @property
    def name(self) -> str:
        """The template's name."""
        return self._name

    @property
    def variables(self) -> dict[str, Any]:
        """The values of its variables."""
        return self._variables
