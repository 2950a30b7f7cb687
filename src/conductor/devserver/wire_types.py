"""The bodies that requests carry: their members, types and defaults, declared once."""

from __future__ import annotations

from conductor.devserver import statuses
from conductor.devserver.java_beans import Bean, Definition, Field, Opaque, SubWorkflow
from conductor.devserver.java_kinds import Choice, Kind, ListOf, MapOf, Text, Truth, Whole

_METADATA = "com.netflix.conductor.common.metadata"
_TEXT = Text()
_MAP = MapOf()
_INT, _LONG = Whole("int"), Whole("long")
_INTEGER, _BOXED_LONG = Whole("java.lang.Integer"), Whole("java.lang.Long")
_BOOL, _BOXED_BOOL = Truth("boolean"), Truth("java.lang.Boolean")

_IDEMPOTENCY = Choice(
    f"{_METADATA}.workflow.IdempotencyStrategy",
    ("FAIL", "RETURN_EXISTING", "FAIL_ON_RUNNING"),
    ("FAIL_ON_RUNNING", "RETURN_EXISTING", "FAIL"),
)
RESULT_STATUS = Choice(
    f"{_METADATA}.tasks.TaskResult$Status",
    statuses.RESULT_STATUSES,
    ("CANCELED", "COMPLETED", "FAILED_WITH_TERMINAL_ERROR", "FAILED", "IN_PROGRESS"),
)
_TASK_TYPES = (
    "TERMINATE", "FORK_JOIN", "HTTP", "JSON_JQ_TRANSFORM",
    "LLM_INDEX_TEXT", "LLM_SEARCH_INDEX", "LLM_CHAT_COMPLETE", "PULL_WORKFLOW_MESSAGES",
    "GET_AGENT_CARD", "LLM_GENERATE_EMBEDDINGS", "LIST_MCP_TOOLS", "LLM_GET_EMBEDDINGS",
    "INLINE", "DECISION", "DO_WHILE", "DYNAMIC",
    "CANCEL_AGENT", "NOOP", "AGENT", "FORK_JOIN_DYNAMIC",
    "JOIN", "LLM_STORE_EMBEDDINGS", "SIMPLE", "SWITCH",
    "WAIT", "KAFKA_PUBLISH", "EVENT", "SUB_WORKFLOW",
    "LAMBDA", "EXCLUSIVE_JOIN", "HUMAN", "LLM_TEXT_COMPLETE",
    "START_WORKFLOW", "USER_DEFINED", "CALL_MCP_TOOL", "SET_VARIABLE",
)  # fmt: skip

_AUDIT: dict[str, Field] = {
    "ownerApp": Field(_TEXT),
    "createTime": Field(_BOXED_LONG),
    "updateTime": Field(_BOXED_LONG),
    "createdBy": Field(_TEXT),
    "updatedBy": Field(_TEXT),
}
_SCHEMA = Bean(
    f"{_METADATA}.SchemaDef",
    {
        **_AUDIT,
        "name": Field(_TEXT),
        "version": Field(_INT, 1),
        "type": Field(Choice(f"{_METADATA}.SchemaDef$Type", ("JSON", "AVRO", "PROTOBUF"))),
        "data": Field(_MAP),
        "externalRef": Field(_TEXT),
    },
)
_CACHE = Bean(f"{_METADATA}.workflow.CacheConfig", {"key": Field(_TEXT), "ttlInSecond": Field(_INT, 0)})

TASK_DEF = Bean(
    f"{_METADATA}.tasks.TaskDef",
    {
        **_AUDIT,
        "name": Field(_TEXT),
        "description": Field(_TEXT),
        "retryCount": Field(_INT, 3),
        "timeoutSeconds": Field(_LONG, 0),
        "inputKeys": Field(ListOf(_TEXT), []),
        "outputKeys": Field(ListOf(_TEXT), []),
        "runtimeMetadata": Field(ListOf(_TEXT), []),
        "timeoutPolicy": Field(
            Choice(f"{_METADATA}.tasks.TaskDef$TimeoutPolicy", ("RETRY", "TIME_OUT_WF", "ALERT_ONLY")),
            "TIME_OUT_WF",
        ),
        "retryLogic": Field(
            Choice(
                f"{_METADATA}.tasks.TaskDef$RetryLogic", ("FIXED", "EXPONENTIAL_BACKOFF", "LINEAR_BACKOFF")
            ),
            "FIXED",
        ),
        "retryDelaySeconds": Field(_INT, 60),
        "responseTimeoutSeconds": Field(_LONG, 3600),
        "concurrentExecLimit": Field(_INTEGER),
        "inputTemplate": Field(_MAP, {}),
        "rateLimitPerFrequency": Field(_INTEGER, 0),
        "rateLimitFrequencyInSeconds": Field(_INTEGER, 1),
        "isolationGroupId": Field(_TEXT),
        "executionNameSpace": Field(_TEXT),
        "ownerEmail": Field(_TEXT),
        "pollTimeoutSeconds": Field(_INTEGER),
        "backoffScaleFactor": Field(_INTEGER, 1),
        "maxRetryDelaySeconds": Field(_INT, 0),
        "backoffJitterMs": Field(_INT, 0),
        "totalTimeoutSeconds": Field(_LONG, 0),
        "baseType": Field(_TEXT),
        "inputSchema": Field(_SCHEMA),
        "outputSchema": Field(_SCHEMA),
        "taskStatusListenerEnabled": Field(_BOOL, True),
        "enforceSchema": Field(_BOOL, False),
    },
    from_text="name",
)
SUB_WORKFLOW_PARAM = SubWorkflow(
    f"{_METADATA}.workflow.SubWorkflowParams",
    {
        "name": Field(_TEXT),
        "version": Field(_INTEGER),
        "taskToDomain": Field(MapOf(_TEXT)),
        "idempotencyKey": Field(_TEXT),
        "idempotencyStrategy": Field(_IDEMPOTENCY),
        "priority": Field(Kind()),
    },
)
WORKFLOW_TASK = Bean(f"{_METADATA}.workflow.WorkflowTask", {}, aliases={"workflowTaskType": "type"})
_TASKS = ListOf(WORKFLOW_TASK)
_STATE_CHANGE = Bean(f"{_METADATA}.workflow.StateChangeEvent", {"type": Field(_TEXT), "payload": Field(_MAP)})
WORKFLOW_TASK.fields.update(
    {
        "name": Field(_TEXT),
        "taskReferenceName": Field(_TEXT),
        "description": Field(_TEXT),
        "inputParameters": Field(_MAP, {}),
        "type": Field(_TEXT, "SIMPLE"),
        "dynamicTaskNameParam": Field(_TEXT),
        "caseValueParam": Field(_TEXT),
        "caseExpression": Field(_TEXT),
        "scriptExpression": Field(_TEXT),
        "decisionCases": Field(MapOf(_TASKS), {}),
        "dynamicForkJoinTasksParam": Field(_TEXT),
        "dynamicForkTasksParam": Field(_TEXT),
        "dynamicForkTasksInputParamName": Field(_TEXT),
        "defaultCase": Field(_TASKS, []),
        "forkTasks": Field(ListOf(_TASKS), []),
        "startDelay": Field(_INT, 0),
        "subWorkflowParam": Field(SUB_WORKFLOW_PARAM),
        "joinOn": Field(ListOf(_TEXT), []),
        "sink": Field(_TEXT),
        "optional": Field(_BOOL, False),
        "taskDefinition": Field(TASK_DEF),
        "rateLimited": Field(_BOXED_BOOL),
        "defaultExclusiveJoinTask": Field(ListOf(_TEXT), []),
        "asyncComplete": Field(_BOXED_BOOL, False),
        "loopCondition": Field(_TEXT),
        "loopOver": Field(_TASKS, []),
        "items": Field(_TEXT),
        "retryCount": Field(_INTEGER),
        "evaluatorType": Field(_TEXT),
        "expression": Field(_TEXT),
        "onStateChange": Field(MapOf(ListOf(_STATE_CHANGE)), {}),
        "joinStatus": Field(_TEXT),
        "joinMode": Field(Choice(f"{_METADATA}.workflow.WorkflowTask$JoinMode", ("SYNC", "ASYNC"))),
        "cacheConfig": Field(_CACHE),
        "permissive": Field(_BOOL, False),
        "metadata": Field(_MAP, {}),
        "workflowTaskType": Field(Choice(f"{_METADATA}.tasks.TaskType", _TASK_TYPES)),
    }
)
_RATE_LIMIT = Bean(
    f"{_METADATA}.workflow.RateLimitConfig",
    {
        "policy": Field(
            Choice(f"{_METADATA}.workflow.RateLimitConfig$RateLimitPolicy", ("QUEUE", "REJECT")), "QUEUE"
        ),
        "rateLimitKey": Field(_TEXT),
        "concurrentExecLimit": Field(_INT, 0),
    },
)
WORKFLOW_DEF = Bean(
    f"{_METADATA}.workflow.WorkflowDef",
    {
        **_AUDIT,
        "name": Field(_TEXT),
        "description": Field(_TEXT),
        "version": Field(_INT, 1),
        "tasks": Field(_TASKS, []),
        "inputParameters": Field(ListOf(_TEXT), []),
        "outputParameters": Field(_MAP, {}),
        "failureWorkflow": Field(_TEXT),
        "failureWorkflowVersion": Field(_INTEGER),
        "schemaVersion": Field(_INT, 2),
        "restartable": Field(_BOOL, True),
        "workflowStatusListenerEnabled": Field(_BOOL, False),
        "ownerEmail": Field(_TEXT),
        "timeoutPolicy": Field(
            Choice(f"{_METADATA}.workflow.WorkflowDef$TimeoutPolicy", ("TIME_OUT_WF", "ALERT_ONLY")),
            "ALERT_ONLY",
        ),
        "timeoutSeconds": Field(_LONG, 0),
        "variables": Field(_MAP, {}),
        "inputTemplate": Field(_MAP, {}),
        "workflowStatusListenerSink": Field(_TEXT),
        "rateLimitConfig": Field(_RATE_LIMIT),
        "inputSchema": Field(_SCHEMA),
        "outputSchema": Field(_SCHEMA),
        "enforceSchema": Field(_BOOL, True),
        "metadata": Field(_MAP, {}),
        "cacheConfig": Field(_CACHE),
        "maskedFields": Field(ListOf(_TEXT), []),
    },
)
SUB_WORKFLOW_PARAM.fields["workflowDefinition"] = Field(Definition(WORKFLOW_DEF))
START_REQUEST = Bean(
    f"{_METADATA}.workflow.StartWorkflowRequest",
    {
        "name": Field(_TEXT),
        "version": Field(_INTEGER),
        "correlationId": Field(_TEXT),
        "input": Field(_MAP, {}, keeps_null=True),
        "taskToDomain": Field(MapOf(_TEXT), {}),
        "workflowDef": Field(WORKFLOW_DEF),
        "externalInputPayloadStoragePath": Field(_TEXT),
        "priority": Field(_INTEGER, 0),
        "createdBy": Field(_TEXT),
        "idempotencyKey": Field(_TEXT),
        "idempotencyStrategy": Field(_IDEMPOTENCY),
    },
)
_MOCK = Bean(
    "com.netflix.conductor.common.run.WorkflowTestRequest$TaskMock",
    {
        "status": Field(RESULT_STATUS, "COMPLETED"),
        "output": Field(_MAP),
        "executionTime": Field(_LONG, 0),
        "queueWaitTime": Field(_LONG, 0),
    },
)
TEST_REQUEST = Bean("com.netflix.conductor.common.run.WorkflowTestRequest", START_REQUEST.fields)
TEST_REQUEST.fields.update(
    taskRefToMockOutput=Field(MapOf(ListOf(_MOCK)), {}), subWorkflowTestRequest=Field(MapOf(TEST_REQUEST), {})
)
_LOG = Bean(
    f"{_METADATA}.tasks.TaskExecLog",
    {"log": Field(_TEXT), "taskId": Field(_TEXT), "createdTime": Field(_LONG, 0)},
    from_text="log",
)
TASK_RESULT = Bean(
    f"{_METADATA}.tasks.TaskResult",
    {
        "workflowInstanceId": Field(_TEXT),
        "taskId": Field(_TEXT),
        "reasonForIncompletion": Field(_TEXT),
        "callbackAfterSeconds": Field(_LONG, 0),
        "workerId": Field(_TEXT),
        "status": Field(RESULT_STATUS),
        "outputData": Field(_MAP, {}),
        "logs": Field(ListOf(_LOG), []),
        "externalOutputPayloadStoragePath": Field(_TEXT),
        "subWorkflowId": Field(_TEXT),
        "extendLease": Field(_BOOL, False),
        "executionMetadata": Field(Opaque(f"{_METADATA}.tasks.ExecutionMetadata")),
        "supportsCancellation": Field(_BOOL),
    },
)
RERUN_REQUEST = Bean(
    f"{_METADATA}.workflow.RerunWorkflowRequest",
    {
        "reRunFromWorkflowId": Field(_TEXT),
        "workflowInput": Field(_MAP),
        "reRunFromTaskId": Field(_TEXT),
        "taskInput": Field(_MAP),
        "correlationId": Field(_TEXT),
    },
)
