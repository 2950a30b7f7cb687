from __future__ import annotations

from dataclasses import field
from typing import Any

from conductor.client.http.models._model import Model


class RequestParam(Model, dict_is_wire=True):
    """A parameter of a service's method, as the method itself describes it."""

    name: str | None = None
    type: str | None = None
    required: bool | None = False
    description: str | None = None


class ServiceMethod(Model, dict_is_wire=True):
    """A method of a service that HTTP and gRPC tasks can call."""

    id: int | None = None
    operation_name: str | None = None
    method_name: str | None = None
    method_type: str | None = None
    input_type: str | None = None
    output_type: str | None = None
    request_params: list[RequestParam] = field(default_factory=list[RequestParam])
    example_input: dict[str, Any] = field(default_factory=dict[str, Any])

    def to_dict(self) -> dict[str, Any]:
        """The fields that are not None by their wire names."""
        return {wire: value for wire, value in super().to_dict().items() if value is not None}

    def __str__(self) -> str:
        return (
            f"ServiceMethod(operation_name='{self.operation_name}', "
            f"method_name='{self.method_name}', method_type='{self.method_type}')"
        )
