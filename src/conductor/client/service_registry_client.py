"""What a client of the service registry can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conductor.client.http.models.circuit_breaker_transition_response import (
        CircuitBreakerTransitionResponse,
    )
    from conductor.client.http.models.proto_registry_entry import ProtoRegistryEntry
    from conductor.client.http.models.service_method import ServiceMethod
    from conductor.client.http.models.service_registry import ServiceRegistry
else:
    from conductor.client._published import __getattr__ as __getattr__


class ServiceRegistryClient(ABC):
    """Register remote services (HTTP, gRPC), their methods and proto files; steer circuit breakers.

    The open-source server has no registry: ``NotSupportedByServer`` says so.
    """

    @abstractmethod
    def get_registered_services(self) -> list[ServiceRegistry]:
        """Get every registered service."""

    @abstractmethod
    def get_service(self, name: str) -> ServiceRegistry:
        """Get a registered service by name."""

    @abstractmethod
    def add_or_update_service(self, service_registry: ServiceRegistry) -> None:
        """Register a service, or change it."""

    @abstractmethod
    def remove_service(self, name: str) -> None:
        """Remove a service."""

    @abstractmethod
    def open_circuit_breaker(self, name: str) -> CircuitBreakerTransitionResponse:
        """Open the circuit breaker of a service: calls are refused at once."""

    @abstractmethod
    def close_circuit_breaker(self, name: str) -> CircuitBreakerTransitionResponse:
        """Close the circuit breaker of a service: calls go through again."""

    @abstractmethod
    def get_circuit_breaker_status(self, name: str) -> CircuitBreakerTransitionResponse:
        """Get the state of the circuit breaker of a service."""

    @abstractmethod
    def add_or_update_method(self, registry_name: str, method: ServiceMethod) -> None:
        """Add a method to a service, or change it."""

    @abstractmethod
    def remove_method(self, registry_name: str, service_name: str, method: str, method_type: str) -> None:
        """Remove a method from a service."""

    @abstractmethod
    def get_proto_data(self, registry_name: str, filename: str) -> bytes:
        """Get the bytes of a proto file."""

    @abstractmethod
    def set_proto_data(self, registry_name: str, filename: str, data: bytes) -> None:
        """Store a proto file, compiled or not, as bytes."""

    @abstractmethod
    def delete_proto(self, registry_name: str, filename: str) -> None:
        """Delete a proto file."""

    @abstractmethod
    def get_all_protos(self, registry_name: str) -> list[ProtoRegistryEntry]:
        """Get the list of the proto files of a service."""

    @abstractmethod
    def discover(self, name: str, create: bool | None = False) -> list[ServiceMethod]:
        """Find the methods of a service by asking it, and register them too when ``create`` is True."""
