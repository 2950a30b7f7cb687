"""The clients that an executor calls, made when they are first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.configuration.configuration import Configuration
    from conductor.client.http.api.metadata_resource_api import MetadataResourceApi
    from conductor.client.http.api.task_resource_api import TaskResourceApi
    from conductor.client.http.api_client import ApiClient
    from conductor.client.orkes.orkes_workflow_client import OrkesWorkflowClient


class ExecutorClients:
    """Three clients on one ApiClient; each can be replaced by assignment."""

    def __init__(self, configuration: Configuration, metrics_collector: Any = None) -> None:
        self._configuration = configuration
        self._metrics_collector = metrics_collector

    @cached_property
    def _api_client(self) -> ApiClient:
        from conductor.client.http.api_client import ApiClient

        return ApiClient(self._configuration, metrics_collector=self._metrics_collector)

    @cached_property
    def metadata_client(self) -> MetadataResourceApi:
        """The ``/metadata`` endpoints."""
        from conductor.client.http.api.metadata_resource_api import MetadataResourceApi

        return MetadataResourceApi(self._api_client)

    @cached_property
    def task_client(self) -> TaskResourceApi:
        """The ``/tasks`` endpoints."""
        from conductor.client.http.api.task_resource_api import TaskResourceApi

        return TaskResourceApi(self._api_client)

    @cached_property
    def workflow_client(self) -> OrkesWorkflowClient:
        """The client for runs of workflows."""
        from conductor.client.orkes.orkes_workflow_client import OrkesWorkflowClient

        return OrkesWorkflowClient(self._configuration, self._metrics_collector, api_client=self._api_client)
