"""Names that modules of the published SDK happen to hold, since they import them.

Upstream: programs say ``from conductor.client.worker.worker import Task``. A module here that holds fewer
names takes this ``__getattr__`` as its own, so that such an import finds what it means.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "ai.configuration": "LLMProvider VectorDB",
    "ai.integrations": "IntegrationConfig",
    "authorization_client": "AuthorizationClient",
    "automator.async_task_runner": "AsyncTaskRunner",
    "automator.json_schema_generator": "generate_json_schema_from_function",
    "automator.lease_tracker": "LeaseManager",
    "automator.task_handler": "register_decorated_fn",
    "automator.task_runner": "TaskRunner",
    "automator.utils": "convert_from_dict_or_list",
    "configuration.configuration": "Configuration",
    "configuration.settings.metrics_settings": "MetricsSettings",
    "context.task_context": "TaskInProgress",
    "event.event_dispatcher": "EventDispatcher",
    "event.listeners": "TaskEventsListener TaskRunnerEventsListener WorkflowEventsListener",
    "event.queue.queue_configuration": "QueueConfiguration",
    "event.queue.queue_worker_configuration": "QueueWorkerConfiguration",
    "event.sync_event_dispatcher": "SyncEventDispatcher",
    "event.sync_listener_register": "register_task_runner_listener",
    "event.task_events": "TaskEvent TaskPayloadUsed TaskResultPayloadSize",
    "event.task_runner_events": "PollCompleted PollFailure PollStarted TaskExecutionCompleted "
    "TaskExecutionFailure TaskExecutionStarted TaskRunnerEvent TaskUpdateFailure",
    "event.workflow_events": "WorkflowEvent WorkflowInputPayloadSize WorkflowPayloadUsed WorkflowStarted",
    "http.api.metadata_resource_api": "MetadataResourceApi",
    "http.api.task_resource_api": "TaskResourceApi",
    "http.api_client": "ApiClient",
    "http.rest": "ApiException AuthorizationException",
    "integration_client": "IntegrationClient",
    "metadata_client": "MetadataClient",
    "orkes.models.access_key": "AccessKey",
    "orkes.models.access_type": "AccessType",
    "orkes.models.created_access_key": "CreatedAccessKey",
    "orkes.models.granted_permission": "GrantedPermission",
    "orkes.models.metadata_tag": "MetadataTag",
    "orkes.orkes_metadata_client": "OrkesMetadataClient",
    "orkes.orkes_schema_client": "OrkesSchemaClient",
    "orkes.orkes_workflow_client": "OrkesWorkflowClient",
    "prompt_client": "PromptClient",
    "scheduler_client": "SchedulerClient",
    "schema_client": "SchemaClient",
    "secret_client": "SecretClient",
    "task_client": "TaskClient",
    "telemetry.metrics_collector": "MetricsCollector",
    "telemetry.metrics_collector_base": "MetricsCollectorBase",
    "telemetry.metrics_factory": "create_metrics_collector",
    "telemetry.model.metric_documentation": "MetricDocumentation",
    "telemetry.model.metric_label": "MetricLabel",
    "telemetry.model.metric_name": "MetricName",
    "worker.exception": "NonRetryableException",
    "worker.worker": "Worker",
    "worker.worker_config": "get_worker_config_oneline resolve_worker_config",
    "worker.worker_interface": "WorkerInterface",
    "workflow.conductor_workflow": "ConductorWorkflow",
    "workflow.executor.workflow_executor": "WorkflowExecutor",
    "workflow.task.simple_task": "SimpleTask",
    "workflow_client": "WorkflowClient",
}
_HOME_OF = {name: f"conductor.client.{home}" for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name == "time":  # tests of programs patch "….task_runner.time.sleep"
        return import_module(name)
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    if not name.startswith("_"):
        models = import_module("conductor.client.http.models")
        if name in models.__all__:
            return getattr(models, name)
    raise AttributeError(f"there is no {name!r} here")
