"""The bodies that register event handlers."""

from __future__ import annotations

from conductor.devserver.java_beans import Bean, Field, Opaque
from conductor.devserver.java_kinds import Choice, ListOf, MapOf, Text, Truth, Whole

_OWNER = "com.netflix.conductor.common.metadata.events.EventHandler"
_TEXT, _MAP, _BOOL = Text(), MapOf(), Truth("boolean")
_DETAILS = Bean(
    f"{_OWNER}$TaskDetails",
    {
        "workflowId": Field(_TEXT),
        "taskRefName": Field(_TEXT),
        "output": Field(_MAP, {}),
        "taskId": Field(_TEXT),
        "reasonForIncompletion": Field(_TEXT),
    },
)
_START = Bean(
    f"{_OWNER}$StartWorkflow",
    {
        "name": Field(_TEXT),
        "version": Field(Whole("java.lang.Integer")),
        "correlationId": Field(_TEXT),
        "input": Field(_MAP, {}),
        "taskToDomain": Field(MapOf(_TEXT)),
    },
)
_ACTION = Bean(
    f"{_OWNER}$Action",
    {
        "action": Field(
            Choice(
                f"{_OWNER}$Action$Type",
                (
                    "start_workflow",
                    "complete_task",
                    "fail_task",
                    "terminate_workflow",
                    "update_workflow_variables",
                    "start_agent",
                ),
                (
                    "fail_task",
                    "start_agent",
                    "complete_task",
                    "start_workflow",
                    "terminate_workflow",
                    "update_workflow_variables",
                ),
            )
        ),
        "start_workflow": Field(_START),
        "complete_task": Field(_DETAILS),
        "fail_task": Field(_DETAILS),
        "expandInlineJSON": Field(_BOOL, False),
        "terminate_workflow": Field(
            Bean(
                f"{_OWNER}$TerminateWorkflow",
                {"workflowId": Field(_TEXT), "terminationReason": Field(_TEXT)},
            )
        ),
        "update_workflow_variables": Field(
            Bean(
                f"{_OWNER}$UpdateWorkflowVariables",
                {
                    "workflowId": Field(_TEXT),
                    "variables": Field(_MAP),
                    "appendArray": Field(Truth("java.lang.Boolean")),
                },
            )
        ),
        "start_agent": Field(Opaque(f"{_OWNER}$StartAgent")),
    },
)
EVENT_HANDLER = Bean(
    _OWNER,
    {
        "name": Field(_TEXT),
        "event": Field(_TEXT),
        "condition": Field(_TEXT),
        "actions": Field(ListOf(_ACTION), []),
        "active": Field(_BOOL, False),
        "evaluatorType": Field(_TEXT),
        "description": Field(_TEXT),
    },
)
