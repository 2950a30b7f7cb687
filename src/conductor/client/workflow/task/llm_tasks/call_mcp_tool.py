from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["CallMcpTool", "TaskInterface", "TaskType"]


class CallMcpTool(LlmTask):
    """Calls a tool of an MCP server."""

    def __init__(
        self,
        task_ref_name: str,
        mcp_server: str,
        method: str,
        arguments: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.CALL_MCP_TOOL,
            task_name,
            {"mcpServer": mcp_server, "method": method, "arguments": arguments or {}},
            headers=headers,
        )
