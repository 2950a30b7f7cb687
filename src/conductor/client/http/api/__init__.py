"""The API classes: the server's endpoints, declared; one class for each group of paths.

Each is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.http.api.admin_resource_api import AdminResourceApi
    from conductor.client.http.api.application_resource_api import ApplicationResourceApi
    from conductor.client.http.api.authorization_resource_api import AuthorizationResourceApi
    from conductor.client.http.api.environment_resource_api import EnvironmentResourceApi
    from conductor.client.http.api.event_resource_api import EventResourceApi
    from conductor.client.http.api.gateway_auth_resource_api import GatewayAuthResourceApi
    from conductor.client.http.api.group_resource_api import GroupResourceApi
    from conductor.client.http.api.health_resource_api import HealthResourceApi
    from conductor.client.http.api.integration_resource_api import IntegrationResourceApi
    from conductor.client.http.api.metadata_resource_api import MetadataResourceApi
    from conductor.client.http.api.prompt_resource_api import PromptResourceApi
    from conductor.client.http.api.queue_resource_api import QueueResourceApi
    from conductor.client.http.api.role_resource_api import RoleResourceApi
    from conductor.client.http.api.scheduler_resource_api import SchedulerResourceApi
    from conductor.client.http.api.schema_resource_api import SchemaResourceApi
    from conductor.client.http.api.secret_resource_api import SecretResourceApi
    from conductor.client.http.api.service_registry_resource_api import ServiceRegistryResourceApi
    from conductor.client.http.api.task_resource_api import TaskResourceApi
    from conductor.client.http.api.token_resource_api import TokenResourceApi
    from conductor.client.http.api.user_resource_api import UserResourceApi
    from conductor.client.http.api.workflow_bulk_resource_api import WorkflowBulkResourceApi
    from conductor.client.http.api.workflow_resource_api import WorkflowResourceApi

_HOMES = {
    "AdminResourceApi": "admin_resource_api",
    "ApplicationResourceApi": "application_resource_api",
    "AuthorizationResourceApi": "authorization_resource_api",
    "EnvironmentResourceApi": "environment_resource_api",
    "EventResourceApi": "event_resource_api",
    "GatewayAuthResourceApi": "gateway_auth_resource_api",
    "GroupResourceApi": "group_resource_api",
    "HealthResourceApi": "health_resource_api",
    "IntegrationResourceApi": "integration_resource_api",
    "MetadataResourceApi": "metadata_resource_api",
    "PromptResourceApi": "prompt_resource_api",
    "QueueResourceApi": "queue_resource_api",
    "RoleResourceApi": "role_resource_api",
    "SchedulerResourceApi": "scheduler_resource_api",
    "SchemaResourceApi": "schema_resource_api",
    "SecretResourceApi": "secret_resource_api",
    "ServiceRegistryResourceApi": "service_registry_resource_api",
    "TaskResourceApi": "task_resource_api",
    "TokenResourceApi": "token_resource_api",
    "UserResourceApi": "user_resource_api",
    "WorkflowBulkResourceApi": "workflow_bulk_resource_api",
    "WorkflowResourceApi": "workflow_resource_api",
}

__all__ = [
    "AdminResourceApi",
    "ApplicationResourceApi",
    "AuthorizationResourceApi",
    "EnvironmentResourceApi",
    "EventResourceApi",
    "GatewayAuthResourceApi",
    "GroupResourceApi",
    "HealthResourceApi",
    "IntegrationResourceApi",
    "MetadataResourceApi",
    "PromptResourceApi",
    "QueueResourceApi",
    "RoleResourceApi",
    "SchedulerResourceApi",
    "SchemaResourceApi",
    "SecretResourceApi",
    "ServiceRegistryResourceApi",
    "TaskResourceApi",
    "TokenResourceApi",
    "UserResourceApi",
    "WorkflowBulkResourceApi",
    "WorkflowResourceApi",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
