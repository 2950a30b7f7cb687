"""What the Orkes clients share: one ApiClient, and every resource on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from conductor.client.http.api.application_resource_api import ApplicationResourceApi
from conductor.client.http.api.authorization_resource_api import AuthorizationResourceApi
from conductor.client.http.api.event_resource_api import EventResourceApi
from conductor.client.http.api.gateway_auth_resource_api import GatewayAuthResourceApi
from conductor.client.http.api.group_resource_api import GroupResourceApi
from conductor.client.http.api.integration_resource_api import IntegrationResourceApi
from conductor.client.http.api.metadata_resource_api import MetadataResourceApi
from conductor.client.http.api.prompt_resource_api import PromptResourceApi
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
from conductor.client.http.api_client import ApiClient
from conductor.client.orkes.api.tags_api import TagsApi

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.telemetry.metrics_collector_base import MetricsCollectorBase
else:
    from conductor.client._published import __getattr__ as __getattr__


class OrkesBaseClient:
    """Holds the ``ApiClient`` of a configuration and the API classes that clients call.

    ``api_client`` lets several clients share one: ``OrkesClients`` does. ``metrics_collector`` counts
    requests.
    """

    def __init__(
        self,
        configuration: Configuration,
        metrics_collector: MetricsCollectorBase | None = None,
        *,
        api_client: ApiClient | None = None,
    ) -> None:
        self.metrics_collector = metrics_collector
        self.api_client = api_client or ApiClient(configuration, metrics_collector=metrics_collector)
        self.logger = logging.getLogger(__name__)
        self.applicationResourceApi = ApplicationResourceApi(self.api_client)
        self.authorizationResourceApi = AuthorizationResourceApi(self.api_client)
        self.eventResourceApi = EventResourceApi(self.api_client)
        self.gatewayAuthResourceApi = GatewayAuthResourceApi(self.api_client)
        self.groupResourceApi = GroupResourceApi(self.api_client)
        self.integrationApi = IntegrationResourceApi(self.api_client)
        self.metadataResourceApi = MetadataResourceApi(self.api_client)
        self.promptApi = PromptResourceApi(self.api_client)
        self.roleResourceApi = RoleResourceApi(self.api_client)
        self.schedulerResourceApi = SchedulerResourceApi(self.api_client)
        self.schemaApi = SchemaResourceApi(self.api_client)
        self.secretResourceApi = SecretResourceApi(self.api_client)
        self.serviceRegistryResourceApi = ServiceRegistryResourceApi(self.api_client)
        self.tagsApi = TagsApi(self.api_client)
        self.taskResourceApi = TaskResourceApi(self.api_client)
        self.tokenResourceApi = TokenResourceApi(self.api_client)
        self.userResourceApi = UserResourceApi(self.api_client)
        self.workflowBulkResourceApi = WorkflowBulkResourceApi(self.api_client)
        self.workflowResourceApi = WorkflowResourceApi(self.api_client)


def given(**values: Any) -> dict[str, Any]:
    """The arguments that the caller gave, for a call that leaves the others out."""
    return {name: value for name, value in values.items() if value is not None}


def chosen(**values: Any) -> dict[str, Any]:
    """The switches that are on, for a call that leaves the others at the server's default."""
    return {name: value for name, value in values.items() if value}
