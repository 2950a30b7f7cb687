"""Every model. The modules behind the names are imported when a name is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.http.models.action import Action as Action
    from conductor.client.http.models.auditable import Auditable as Auditable
    from conductor.client.http.models.authentication_config import (
        AuthenticationConfig as AuthenticationConfig,
    )
    from conductor.client.http.models.authorization_request import AccessEnum as AccessEnum
    from conductor.client.http.models.authorization_request import (
        AuthorizationRequest as AuthorizationRequest,
    )
    from conductor.client.http.models.bulk_response import BulkResponse as BulkResponse
    from conductor.client.http.models.circuit_breaker_transition_response import (
        CircuitBreakerTransitionResponse as CircuitBreakerTransitionResponse,
    )
    from conductor.client.http.models.conductor_application import (
        ConductorApplication as ConductorApplication,
    )
    from conductor.client.http.models.conductor_user import ConductorUser as ConductorUser
    from conductor.client.http.models.correlation_ids_search_request import (
        CorrelationIdsSearchRequest as CorrelationIdsSearchRequest,
    )
    from conductor.client.http.models.create_or_update_application_request import (
        CreateOrUpdateApplicationRequest as CreateOrUpdateApplicationRequest,
    )
    from conductor.client.http.models.create_or_update_role_request import (
        CreateOrUpdateRoleRequest as CreateOrUpdateRoleRequest,
    )
    from conductor.client.http.models.cron_schedule import CronSchedule as CronSchedule
    from conductor.client.http.models.event_handler import EventHandler as EventHandler
    from conductor.client.http.models.external_storage_location import (
        ExternalStorageLocation as ExternalStorageLocation,
    )
    from conductor.client.http.models.generate_token_request import (
        GenerateTokenRequest as GenerateTokenRequest,
    )
    from conductor.client.http.models.group import Group as Group
    from conductor.client.http.models.health import Health as Health
    from conductor.client.http.models.health_check_status import HealthCheckStatus as HealthCheckStatus
    from conductor.client.http.models.integration import Integration as Integration
    from conductor.client.http.models.integration_api import IntegrationApi as IntegrationApi
    from conductor.client.http.models.integration_api_update import Frequency as Frequency
    from conductor.client.http.models.integration_api_update import (
        IntegrationApiUpdate as IntegrationApiUpdate,
    )
    from conductor.client.http.models.integration_def import IntegrationDef as IntegrationDef
    from conductor.client.http.models.integration_update import IntegrationUpdate as IntegrationUpdate
    from conductor.client.http.models.permission import Permission as Permission
    from conductor.client.http.models.poll_data import PollData as PollData
    from conductor.client.http.models.prompt_template import PromptTemplate as PromptTemplate
    from conductor.client.http.models.prompt_test_request import (
        PromptTemplateTestRequest as PromptTemplateTestRequest,
    )
    from conductor.client.http.models.proto_registry_entry import ProtoRegistryEntry as ProtoRegistryEntry
    from conductor.client.http.models.rate_limit import RateLimit as RateLimit
    from conductor.client.http.models.rate_limit import RateLimitConfig as RateLimitConfig
    from conductor.client.http.models.request_param import RequestParam as RequestParam
    from conductor.client.http.models.request_param import Schema as Schema
    from conductor.client.http.models.rerun_workflow_request import (
        RerunWorkflowRequest as RerunWorkflowRequest,
    )
    from conductor.client.http.models.response import Response as Response
    from conductor.client.http.models.role import Role as Role
    from conductor.client.http.models.save_schedule_request import SaveScheduleRequest as SaveScheduleRequest
    from conductor.client.http.models.schema_def import SchemaDef as SchemaDef
    from conductor.client.http.models.schema_def import SchemaType as SchemaType
    from conductor.client.http.models.scrollable_search_result_workflow_summary import (
        ScrollableSearchResultWorkflowSummary as ScrollableSearchResultWorkflowSummary,
    )
    from conductor.client.http.models.search_result_task import SearchResultTask as SearchResultTask
    from conductor.client.http.models.search_result_task_summary import (
        SearchResultTaskSummary as SearchResultTaskSummary,
    )
    from conductor.client.http.models.search_result_workflow import (
        SearchResultWorkflow as SearchResultWorkflow,
    )
    from conductor.client.http.models.search_result_workflow_schedule import (
        SearchResultWorkflowSchedule as SearchResultWorkflowSchedule,
    )
    from conductor.client.http.models.search_result_workflow_schedule_execution_model import (
        SearchResultWorkflowScheduleExecutionModel as SearchResultWorkflowScheduleExecutionModel,
    )
    from conductor.client.http.models.search_result_workflow_summary import (
        SearchResultWorkflowSummary as SearchResultWorkflowSummary,
    )
    from conductor.client.http.models.service_method import ServiceMethod as ServiceMethod
    from conductor.client.http.models.service_registry import Config as Config
    from conductor.client.http.models.service_registry import (
        OrkesCircuitBreakerConfig as OrkesCircuitBreakerConfig,
    )
    from conductor.client.http.models.service_registry import ServiceRegistry as ServiceRegistry
    from conductor.client.http.models.service_registry import ServiceType as ServiceType
    from conductor.client.http.models.signal_response import SignalResponse as SignalResponse
    from conductor.client.http.models.signal_response import TaskStatus as TaskStatus
    from conductor.client.http.models.signal_response import (
        WorkflowSignalReturnStrategy as WorkflowSignalReturnStrategy,
    )
    from conductor.client.http.models.skip_task_request import SkipTaskRequest as SkipTaskRequest
    from conductor.client.http.models.start_agent import StartAgent as StartAgent
    from conductor.client.http.models.start_workflow import StartWorkflow as StartWorkflow
    from conductor.client.http.models.start_workflow_request import IdempotencyStrategy as IdempotencyStrategy
    from conductor.client.http.models.start_workflow_request import (
        StartWorkflowRequest as StartWorkflowRequest,
    )
    from conductor.client.http.models.state_change_event import StateChangeConfig as StateChangeConfig
    from conductor.client.http.models.state_change_event import StateChangeEvent as StateChangeEvent
    from conductor.client.http.models.state_change_event import StateChangeEventType as StateChangeEventType
    from conductor.client.http.models.sub_workflow_params import SubWorkflowParams as SubWorkflowParams
    from conductor.client.http.models.subject_ref import SubjectRef as SubjectRef
    from conductor.client.http.models.subject_ref import SubjectType as SubjectType
    from conductor.client.http.models.tag_object import TagObject as TagObject
    from conductor.client.http.models.tag_object import TypeEnum as TypeEnum
    from conductor.client.http.models.tag_string import TagString as TagString
    from conductor.client.http.models.target_ref import TargetRef as TargetRef
    from conductor.client.http.models.target_ref import TargetType as TargetType
    from conductor.client.http.models.task import Task as Task
    from conductor.client.http.models.task_def import TaskDef as TaskDef
    from conductor.client.http.models.task_details import TaskDetails as TaskDetails
    from conductor.client.http.models.task_exec_log import TaskExecLog as TaskExecLog
    from conductor.client.http.models.task_result import TaskResult as TaskResult
    from conductor.client.http.models.task_result_status import TaskResultStatus as TaskResultStatus
    from conductor.client.http.models.task_summary import TaskSummary as TaskSummary
    from conductor.client.http.models.terminate_workflow import TerminateWorkflow as TerminateWorkflow
    from conductor.client.http.models.token import Token as Token
    from conductor.client.http.models.update_workflow_variables import (
        UpdateWorkflowVariables as UpdateWorkflowVariables,
    )
    from conductor.client.http.models.upsert_group_request import UpsertGroupRequest as UpsertGroupRequest
    from conductor.client.http.models.upsert_user_request import RolesEnum as RolesEnum
    from conductor.client.http.models.upsert_user_request import UpsertUserRequest as UpsertUserRequest
    from conductor.client.http.models.workflow import Workflow as Workflow
    from conductor.client.http.models.workflow_def import WorkflowDef as WorkflowDef
    from conductor.client.http.models.workflow_message import WorkflowMessage as WorkflowMessage
    from conductor.client.http.models.workflow_run import WorkflowRun as WorkflowRun
    from conductor.client.http.models.workflow_schedule import WorkflowSchedule as WorkflowSchedule
    from conductor.client.http.models.workflow_schedule_execution_model import (
        WorkflowScheduleExecutionModel as WorkflowScheduleExecutionModel,
    )
    from conductor.client.http.models.workflow_state_update import WorkflowStateUpdate as WorkflowStateUpdate
    from conductor.client.http.models.workflow_status import WorkflowStatus as WorkflowStatus
    from conductor.client.http.models.workflow_summary import WorkflowSummary as WorkflowSummary
    from conductor.client.http.models.workflow_tag import WorkflowTag as WorkflowTag
    from conductor.client.http.models.workflow_task import CacheConfig as CacheConfig
    from conductor.client.http.models.workflow_task import WorkflowTask as WorkflowTask
    from conductor.client.http.models.workflow_test_request import TaskMock as TaskMock
    from conductor.client.http.models.workflow_test_request import WorkflowTestRequest as WorkflowTestRequest

_MODULES = {
    "action": "Action",
    "authentication_config": "AuthenticationConfig",
    "authorization_request": "AuthorizationRequest",
    "bulk_response": "BulkResponse",
    "circuit_breaker_transition_response": "CircuitBreakerTransitionResponse",
    "conductor_application": "ConductorApplication",
    "conductor_user": "ConductorUser",
    "create_or_update_application_request": "CreateOrUpdateApplicationRequest",
    "event_handler": "EventHandler",
    "external_storage_location": "ExternalStorageLocation",
    "generate_token_request": "GenerateTokenRequest",
    "group": "Group",
    "integration": "Integration",
    "integration_api": "IntegrationApi",
    "permission": "Permission",
    "poll_data": "PollData",
    "prompt_template": "PromptTemplate",
    "proto_registry_entry": "ProtoRegistryEntry",
    "rate_limit": "RateLimit RateLimitConfig",
    "request_param": "RequestParam Schema",
    "rerun_workflow_request": "RerunWorkflowRequest",
    "response": "Response",
    "role": "Role",
    "save_schedule_request": "SaveScheduleRequest",
    "schema_def": "SchemaDef SchemaType",
    "scrollable_search_result_workflow_summary": "ScrollableSearchResultWorkflowSummary",
    "search_result_task": "SearchResultTask",
    "search_result_task_summary": "SearchResultTaskSummary",
    "search_result_workflow": "SearchResultWorkflow",
    "search_result_workflow_schedule_execution_model": "SearchResultWorkflowScheduleExecutionModel",
    "search_result_workflow_summary": "SearchResultWorkflowSummary",
    "service_method": "ServiceMethod",
    "service_registry": "Config OrkesCircuitBreakerConfig ServiceRegistry ServiceType",
    "signal_response": "SignalResponse TaskStatus",
    "skip_task_request": "SkipTaskRequest",
    "start_workflow": "StartWorkflow",
    "start_workflow_request": "IdempotencyStrategy StartWorkflowRequest",
    "state_change_event": "StateChangeConfig StateChangeEvent StateChangeEventType",
    "sub_workflow_params": "SubWorkflowParams",
    "subject_ref": "SubjectRef",
    "tag_object": "TagObject",
    "tag_string": "TagString",
    "target_ref": "TargetRef",
    "task": "Task",
    "task_def": "TaskDef",
    "task_details": "TaskDetails",
    "task_exec_log": "TaskExecLog",
    "task_result": "TaskResult",
    "task_result_status": "TaskResultStatus",
    "task_summary": "TaskSummary",
    "token": "Token",
    "upsert_group_request": "UpsertGroupRequest",
    "upsert_user_request": "UpsertUserRequest",
    "workflow": "Workflow",
    "workflow_def": "WorkflowDef",
    "workflow_message": "WorkflowMessage",
    "workflow_run": "WorkflowRun",
    "workflow_schedule": "WorkflowSchedule",
    "workflow_schedule_execution_model": "WorkflowScheduleExecutionModel",
    "workflow_state_update": "WorkflowStateUpdate",
    "workflow_status": "WorkflowStatus",
    "workflow_summary": "WorkflowSummary",
    "workflow_tag": "WorkflowTag",
    "workflow_task": "CacheConfig WorkflowTask",
}

# Upstream does not export these; a declaration may name them.
_UNLISTED = {
    "auditable": "Auditable",
    "authorization_request": "AccessEnum",
    "correlation_ids_search_request": "CorrelationIdsSearchRequest",
    "create_or_update_role_request": "CreateOrUpdateRoleRequest",
    "cron_schedule": "CronSchedule",
    "health": "Health",
    "health_check_status": "HealthCheckStatus",
    "integration_api_update": "Frequency IntegrationApiUpdate",
    "integration_def": "IntegrationDef",
    "integration_update": "IntegrationUpdate",
    "prompt_test_request": "PromptTemplateTestRequest",
    "search_result_workflow_schedule": "SearchResultWorkflowSchedule",
    "signal_response": "WorkflowSignalReturnStrategy",
    "start_agent": "StartAgent",
    "subject_ref": "SubjectType",
    "tag_object": "TypeEnum",
    "target_ref": "TargetType",
    "terminate_workflow": "TerminateWorkflow",
    "update_workflow_variables": "UpdateWorkflowVariables",
    "upsert_user_request": "RolesEnum",
    "workflow_test_request": "TaskMock WorkflowTestRequest",
}

_HOMES = {
    name: module
    for homes in (_UNLISTED, _MODULES)
    for module, names in homes.items()
    for name in names.split()
}

__all__ = [name for names in _MODULES.values() for name in names.split()]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    """The model of that name, or the module of it."""
    if name in _HOMES:
        found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    elif name in _MODULES or name in _UNLISTED:
        found = import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
