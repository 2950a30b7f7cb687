from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conductor.client.http._endpoint import CallOptions, ResourceApi, endpoint, with_http_info

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from conductor.client.http.models import (
        CircuitBreakerTransitionResponse,
        ProtoRegistryEntry,
        ServiceMethod,
        ServiceRegistry,
    )


class ServiceRegistryResourceApi(ResourceApi):
    """The ``/registry/service`` endpoints: remote services and their circuit breakers (Orkes only)."""

    @endpoint("POST", "/registry/service/{registryName}/methods")
    def add_or_update_method(
        self, registry_name: str, body: ServiceMethod | dict[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Add a method to a service, or change it."""
    add_or_update_method_with_http_info = with_http_info(add_or_update_method)

    @endpoint("POST", "/registry/service")
    def add_or_update_service(
        self, body: ServiceRegistry | dict[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Register a service, or change it."""
    add_or_update_service_with_http_info = with_http_info(add_or_update_service)

    @endpoint("POST", "/registry/service/{name}/circuit-breaker/close")
    def close_circuit_breaker(
        self, name: str, **options: Unpack[CallOptions]
    ) -> CircuitBreakerTransitionResponse:
        """Close the circuit breaker: calls go through again."""
    close_circuit_breaker_with_http_info = with_http_info(close_circuit_breaker)

    @endpoint("DELETE", "/registry/service/protos/{registryName}/{filename}")
    def delete_proto(self, registry_name: str, filename: str, **options: Unpack[CallOptions]) -> None:
        """Delete a proto file of a service."""
    delete_proto_with_http_info = with_http_info(delete_proto)

    @endpoint("GET", "/registry/service/{name}/discover")
    def discover(
        self, name: str, *, create: bool | None = None, **options: Unpack[CallOptions]
    ) -> list[ServiceMethod]:
        """Find the methods of a service, and register them when ``create`` says so."""
    discover_with_http_info = with_http_info(discover)

    @endpoint("GET", "/registry/service/protos/{registryName}")
    def get_all_protos(self, registry_name: str, **options: Unpack[CallOptions]) -> list[ProtoRegistryEntry]:
        """List the proto files of a service."""
    get_all_protos_with_http_info = with_http_info(get_all_protos)

    @endpoint("GET", "/registry/service/{name}/circuit-breaker/status")
    def get_circuit_breaker_status(
        self, name: str, **options: Unpack[CallOptions]
    ) -> CircuitBreakerTransitionResponse:
        """Get the state of a service's circuit breaker."""
    get_circuit_breaker_status_with_http_info = with_http_info(get_circuit_breaker_status)

    @endpoint("GET", "/registry/service/protos/{registryName}/{filename}", accept="application/octet-stream")
    def get_proto_data(self, registry_name: str, filename: str, **options: Unpack[CallOptions]) -> bytes:
        """Get the bytes of a proto file."""
    get_proto_data_with_http_info = with_http_info(get_proto_data)

    @endpoint("GET", "/registry/service")
    def get_registered_services(self, **options: Unpack[CallOptions]) -> list[ServiceRegistry]:
        """List every registered service."""
    get_registered_services_with_http_info = with_http_info(get_registered_services)

    @endpoint("GET", "/registry/service/{name}")
    def get_service(self, name: str, **options: Unpack[CallOptions]) -> ServiceRegistry:
        """Get a registered service."""
    get_service_with_http_info = with_http_info(get_service)

    @endpoint("POST", "/registry/service/{name}/circuit-breaker/open")
    def open_circuit_breaker(
        self, name: str, **options: Unpack[CallOptions]
    ) -> CircuitBreakerTransitionResponse:
        """Open the circuit breaker: calls are refused at once."""
    open_circuit_breaker_with_http_info = with_http_info(open_circuit_breaker)

    @endpoint("DELETE", "/registry/service/{registryName}/methods")
    def remove_method(
        self, registry_name: str, service_name: str, method: str, method_type: str,
        **options: Unpack[CallOptions],
    ) -> None:
        """Remove a method from a service."""
    remove_method_with_http_info = with_http_info(remove_method)

    @endpoint("DELETE", "/registry/service/{name}")
    def remove_service(self, name: str, **options: Unpack[CallOptions]) -> None:
        """Remove a service."""
    remove_service_with_http_info = with_http_info(remove_service)

    @endpoint(
        "POST", "/registry/service/protos/{registryName}/{filename}",
        content_type="application/octet-stream", body="data",
    )
    def set_proto_data(
        self, registry_name: str, filename: str, data: bytes, **options: Unpack[CallOptions]
    ) -> None:
        """Store a proto file, given as bytes."""
    set_proto_data_with_http_info = with_http_info(set_proto_data)
