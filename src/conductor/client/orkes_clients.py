"""Every client, from one Configuration."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from conductor.client.configuration.configuration import Configuration
from conductor.client.http.api_client import ApiClient
from conductor.client.orkes.orkes_authorization_client import OrkesAuthorizationClient
from conductor.client.orkes.orkes_integration_client import OrkesIntegrationClient
from conductor.client.orkes.orkes_metadata_client import OrkesMetadataClient
from conductor.client.orkes.orkes_prompt_client import OrkesPromptClient
from conductor.client.orkes.orkes_scheduler_client import OrkesSchedulerClient
from conductor.client.orkes.orkes_schema_client import OrkesSchemaClient
from conductor.client.orkes.orkes_secret_client import OrkesSecretClient
from conductor.client.orkes.orkes_service_registry_client import OrkesServiceRegistryClient
from conductor.client.orkes.orkes_task_client import OrkesTaskClient
from conductor.client.orkes.orkes_workflow_client import OrkesWorkflowClient

if TYPE_CHECKING:
    from conductor.client.event.event_client import EventClient
    from conductor.client.orkes.orkes_base_client import OrkesBaseClient
    from conductor.client.telemetry.metrics_collector_base import MetricsCollectorBase
    from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor

    C = TypeVar("C", bound=OrkesBaseClient)
else:
    from conductor.client._published import __getattr__ as __getattr__


class OrkesClients:
    """The clients of one server and one account.

    They share one ``ApiClient``: one pool of connections, one token. Each is made when it is first asked for,
    and only then. Without a ``configuration`` the environment says where the server is. ``metrics_collector``
    counts requests and workflow starts.
    """

    def __init__(
        self,
        configuration: Configuration | None = None,
        metrics_collector: MetricsCollectorBase | None = None,
    ) -> None:
        self.configuration = configuration or Configuration()
        self.metrics_collector = metrics_collector
        self._clients: dict[type, Any] = {}

    @cached_property
    def api_client(self) -> ApiClient:
        """What all clients call through; give it to an API class for endpoints that no client has."""
        return ApiClient(self.configuration, metrics_collector=self.metrics_collector)

    def get_workflow_client(self) -> OrkesWorkflowClient:
        """Start, execute, look up, steer and search executions."""
        return self._client(OrkesWorkflowClient)

    def get_task_client(self) -> OrkesTaskClient:
        """Poll, report and look up tasks."""
        return self._client(OrkesTaskClient)

    def get_metadata_client(self) -> OrkesMetadataClient:
        """Register and look up definitions."""
        return self._client(OrkesMetadataClient)

    def get_scheduler_client(self) -> OrkesSchedulerClient:
        """Start workflows by cron expressions."""
        return self._client(OrkesSchedulerClient)

    def get_secret_client(self) -> OrkesSecretClient:
        """Store and look up secrets."""
        return self._client(OrkesSecretClient)

    def get_authorization_client(self) -> OrkesAuthorizationClient:
        """Say who may do what (Orkes only)."""
        return self._client(OrkesAuthorizationClient)

    def get_integration_client(self) -> OrkesIntegrationClient:
        """Connect providers of models and vector stores (Orkes only)."""
        return self._client(OrkesIntegrationClient)

    def get_prompt_client(self) -> OrkesPromptClient:
        """Store and try prompts (Orkes only)."""
        return self._client(OrkesPromptClient)

    def get_schema_client(self) -> OrkesSchemaClient:
        """Register schemas of inputs and outputs (Orkes only)."""
        return self._client(OrkesSchemaClient)

    def get_service_registry_client(self) -> OrkesServiceRegistryClient:
        """Register remote services (Orkes only)."""
        return self._client(OrkesServiceRegistryClient)

    @cached_property
    def _executor(self) -> WorkflowExecutor:
        from conductor.client.workflow.executor.workflow_executor import WorkflowExecutor

        return WorkflowExecutor(self.configuration)

    def get_workflow_executor(self) -> WorkflowExecutor:
        """Register and run workflows that are written as code."""
        return self._executor

    @cached_property
    def _events(self) -> EventClient:
        from conductor.client.event.event_client import EventClient

        return EventClient(self.api_client)

    def get_event_client(self) -> EventClient:
        """Configure the queues that events come from (Orkes only)."""
        return self._events

    def get_agent_client(self) -> NoReturn:
        """Always raises NotImplementedError: agents are not part of this package."""
        raise NotImplementedError("agents are not part of conductor-python; workflows and workers are")

    def _client(self, kind: type[C]) -> C:
        client: Any = self._clients.get(kind)
        if client is None:
            made = kind(self.configuration, self.metrics_collector, api_client=self.api_client)
            client = self._clients.setdefault(kind, made)  # another thread may have been quicker
        found: C = client
        return found


ConductorClients = OrkesClients
