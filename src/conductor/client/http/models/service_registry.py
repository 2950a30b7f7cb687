from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import RequestParam, ServiceMethod


class ServiceType(str, Enum):
    """How a registered service is called."""

    HTTP = "HTTP"
    GRPC = "gRPC"


class OrkesCircuitBreakerConfig(Model):
    """When calls to a failing service are held back. Rates are percentages, durations milliseconds."""

    failure_rate_threshold: float | None = None
    sliding_window_size: int | None = None
    minimum_number_of_calls: int | None = None
    wait_duration_in_open_state: int | None = None
    permitted_number_of_calls_in_half_open_state: int | None = None
    slow_call_rate_threshold: float | None = None
    slow_call_duration_threshold: int | None = None
    automatic_transition_from_open_to_half_open_enabled: bool | None = None
    max_wait_duration_in_half_open_state: int | None = None


class Config(Model):
    """The settings of a service in the registry."""

    circuit_breaker_config: OrkesCircuitBreakerConfig = field(default_factory=OrkesCircuitBreakerConfig)


class ServiceRegistry(Model, wire={"service_uri": "serviceURI"}):
    """A service that HTTP and gRPC tasks can call by name."""

    name: str | None = None
    type: str | None = None
    service_uri: str | None = None
    methods: list[ServiceMethod] = field(default_factory=list["ServiceMethod"])
    request_params: list[RequestParam] = field(default_factory=list["RequestParam"])
    config: Config = field(default_factory=Config)
