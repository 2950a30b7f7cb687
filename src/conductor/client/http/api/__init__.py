"""The API classes: the server's endpoints, declared; one class for each group of paths.

Each is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client._door import door, homes

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

__all__ = [
    "AdminResourceApi", "ApplicationResourceApi", "AuthorizationResourceApi", "EnvironmentResourceApi",
    "EventResourceApi", "GatewayAuthResourceApi", "GroupResourceApi", "HealthResourceApi",
    "IntegrationResourceApi", "MetadataResourceApi", "PromptResourceApi", "QueueResourceApi",
    "RoleResourceApi", "SchedulerResourceApi", "SchemaResourceApi", "SecretResourceApi",
    "ServiceRegistryResourceApi", "TaskResourceApi", "TokenResourceApi", "UserResourceApi",
    "WorkflowBulkResourceApi", "WorkflowResourceApi",
]

_HOMES = homes(__all__)
__getattr__, __dir__ = door(__name__, _HOMES)
