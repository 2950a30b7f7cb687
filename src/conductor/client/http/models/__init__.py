"""Every model. The module behind a name is imported when the name is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client._door import door, homes

if TYPE_CHECKING:
    from conductor.client.http.models.action import Action
    from conductor.client.http.models.auditable import Auditable
    from conductor.client.http.models.authentication_config import AuthenticationConfig
    from conductor.client.http.models.authorization_request import AccessEnum, AuthorizationRequest
    from conductor.client.http.models.bulk_response import BulkResponse
    from conductor.client.http.models.circuit_breaker_transition_response import (
        CircuitBreakerTransitionResponse,
    )
    from conductor.client.http.models.conductor_application import ConductorApplication
    from conductor.client.http.models.conductor_user import ConductorUser
    from conductor.client.http.models.correlation_ids_search_request import CorrelationIdsSearchRequest
    from conductor.client.http.models.create_or_update_application_request import (
        CreateOrUpdateApplicationRequest,
    )
    from conductor.client.http.models.create_or_update_role_request import CreateOrUpdateRoleRequest
    from conductor.client.http.models.cron_schedule import CronSchedule
    from conductor.client.http.models.event_handler import EventHandler
    from conductor.client.http.models.external_storage_location import ExternalStorageLocation
    from conductor.client.http.models.generate_token_request import GenerateTokenRequest
    from conductor.client.http.models.group import Group
    from conductor.client.http.models.health import Health
    from conductor.client.http.models.health_check_status import HealthCheckStatus
    from conductor.client.http.models.integration import Integration
    from conductor.client.http.models.integration_api import IntegrationApi
    from conductor.client.http.models.integration_api_update import Frequency, IntegrationApiUpdate
    from conductor.client.http.models.integration_def import IntegrationDef
    from conductor.client.http.models.integration_update import IntegrationUpdate
    from conductor.client.http.models.permission import Permission
    from conductor.client.http.models.poll_data import PollData
    from conductor.client.http.models.prompt_template import PromptTemplate
    from conductor.client.http.models.prompt_test_request import PromptTemplateTestRequest
    from conductor.client.http.models.proto_registry_entry import ProtoRegistryEntry
    from conductor.client.http.models.rate_limit import RateLimit, RateLimitConfig
    from conductor.client.http.models.request_param import RequestParam, Schema
    from conductor.client.http.models.rerun_workflow_request import RerunWorkflowRequest
    from conductor.client.http.models.response import Response
    from conductor.client.http.models.role import Role
    from conductor.client.http.models.save_schedule_request import SaveScheduleRequest
    from conductor.client.http.models.schema_def import SchemaDef, SchemaType
    from conductor.client.http.models.scrollable_search_result_workflow_summary import (
        ScrollableSearchResultWorkflowSummary,
    )
    from conductor.client.http.models.search_result_task import SearchResultTask
    from conductor.client.http.models.search_result_task_summary import SearchResultTaskSummary
    from conductor.client.http.models.search_result_workflow import SearchResultWorkflow
    from conductor.client.http.models.search_result_workflow_schedule import SearchResultWorkflowSchedule
    from conductor.client.http.models.search_result_workflow_schedule_execution_model import (
        SearchResultWorkflowScheduleExecutionModel,
    )
    from conductor.client.http.models.search_result_workflow_summary import SearchResultWorkflowSummary
    from conductor.client.http.models.service_method import ServiceMethod
    from conductor.client.http.models.service_registry import (
        Config,
        OrkesCircuitBreakerConfig,
        ServiceRegistry,
        ServiceType,
    )
    from conductor.client.http.models.signal_response import (
        SignalResponse,
        TaskStatus,
        WorkflowSignalReturnStrategy,
    )
    from conductor.client.http.models.skip_task_request import SkipTaskRequest
    from conductor.client.http.models.start_agent import StartAgent
    from conductor.client.http.models.start_workflow import StartWorkflow
    from conductor.client.http.models.start_workflow_request import IdempotencyStrategy, StartWorkflowRequest
    from conductor.client.http.models.state_change_event import (
        StateChangeConfig,
        StateChangeEvent,
        StateChangeEventType,
    )
    from conductor.client.http.models.sub_workflow_params import SubWorkflowParams
    from conductor.client.http.models.subject_ref import SubjectRef, SubjectType
    from conductor.client.http.models.tag_object import TagObject, TypeEnum
    from conductor.client.http.models.tag_string import TagString
    from conductor.client.http.models.target_ref import TargetRef, TargetType
    from conductor.client.http.models.task import Task
    from conductor.client.http.models.task_def import TaskDef
    from conductor.client.http.models.task_details import TaskDetails
    from conductor.client.http.models.task_exec_log import TaskExecLog
    from conductor.client.http.models.task_result import TaskResult
    from conductor.client.http.models.task_result_status import TaskResultStatus
    from conductor.client.http.models.task_summary import TaskSummary
    from conductor.client.http.models.terminate_workflow import TerminateWorkflow
    from conductor.client.http.models.token import Token
    from conductor.client.http.models.update_workflow_variables import UpdateWorkflowVariables
    from conductor.client.http.models.upsert_group_request import UpsertGroupRequest
    from conductor.client.http.models.upsert_user_request import RolesEnum, UpsertUserRequest
    from conductor.client.http.models.workflow import Workflow
    from conductor.client.http.models.workflow_def import WorkflowDef
    from conductor.client.http.models.workflow_message import WorkflowMessage
    from conductor.client.http.models.workflow_run import WorkflowRun
    from conductor.client.http.models.workflow_schedule import WorkflowSchedule
    from conductor.client.http.models.workflow_schedule_execution_model import WorkflowScheduleExecutionModel
    from conductor.client.http.models.workflow_state_update import WorkflowStateUpdate
    from conductor.client.http.models.workflow_status import WorkflowStatus
    from conductor.client.http.models.workflow_summary import WorkflowSummary
    from conductor.client.http.models.workflow_tag import WorkflowTag
    from conductor.client.http.models.workflow_task import CacheConfig, WorkflowTask
    from conductor.client.http.models.workflow_test_request import TaskMock, WorkflowTestRequest

__all__ = [
    "AccessEnum", "Action", "Auditable", "AuthenticationConfig", "AuthorizationRequest", "BulkResponse",
    "CacheConfig", "CircuitBreakerTransitionResponse", "ConductorApplication", "ConductorUser", "Config",
    "CorrelationIdsSearchRequest", "CreateOrUpdateApplicationRequest", "CreateOrUpdateRoleRequest",
    "CronSchedule", "EventHandler", "ExternalStorageLocation", "Frequency", "GenerateTokenRequest", "Group",
    "Health", "HealthCheckStatus", "IdempotencyStrategy", "Integration", "IntegrationApi",
    "IntegrationApiUpdate", "IntegrationDef", "IntegrationUpdate", "OrkesCircuitBreakerConfig",
    "Permission", "PollData", "PromptTemplate", "PromptTemplateTestRequest", "ProtoRegistryEntry",
    "RateLimit", "RateLimitConfig", "RequestParam", "RerunWorkflowRequest", "Response", "Role", "RolesEnum",
    "SaveScheduleRequest", "Schema", "SchemaDef", "SchemaType", "ScrollableSearchResultWorkflowSummary",
    "SearchResultTask", "SearchResultTaskSummary", "SearchResultWorkflow", "SearchResultWorkflowSchedule",
    "SearchResultWorkflowScheduleExecutionModel", "SearchResultWorkflowSummary", "ServiceMethod",
    "ServiceRegistry", "ServiceType", "SignalResponse", "SkipTaskRequest", "StartAgent", "StartWorkflow",
    "StartWorkflowRequest", "StateChangeConfig", "StateChangeEvent", "StateChangeEventType",
    "SubWorkflowParams", "SubjectRef", "SubjectType", "TagObject", "TagString", "TargetRef", "TargetType",
    "Task", "TaskDef", "TaskDetails", "TaskExecLog", "TaskMock", "TaskResult", "TaskResultStatus",
    "TaskStatus", "TaskSummary", "TerminateWorkflow", "Token", "TypeEnum", "UpdateWorkflowVariables",
    "UpsertGroupRequest", "UpsertUserRequest", "Workflow", "WorkflowDef", "WorkflowMessage", "WorkflowRun",
    "WorkflowSchedule", "WorkflowScheduleExecutionModel", "WorkflowSignalReturnStrategy",
    "WorkflowStateUpdate", "WorkflowStatus", "WorkflowSummary", "WorkflowTag", "WorkflowTask",
    "WorkflowTestRequest",
]

# A model lives in the module of its name, ``TaskDef`` in ``task_def``; these are guests.
_GUESTS = {
    "authorization_request": "AccessEnum", "integration_api_update": "Frequency",
    "prompt_test_request": "PromptTemplateTestRequest", "rate_limit": "RateLimitConfig",
    "request_param": "Schema", "schema_def": "SchemaType",
    "service_registry": "Config OrkesCircuitBreakerConfig ServiceType",
    "signal_response": "TaskStatus WorkflowSignalReturnStrategy",
    "start_workflow_request": "IdempotencyStrategy",
    "state_change_event": "StateChangeConfig StateChangeEventType", "subject_ref": "SubjectType",
    "tag_object": "TypeEnum", "target_ref": "TargetType", "upsert_user_request": "RolesEnum",
    "workflow_task": "CacheConfig", "workflow_test_request": "TaskMock",
}

_HOMES = homes(__all__, _GUESTS)
__getattr__, __dir__ = door(__name__, _HOMES)
