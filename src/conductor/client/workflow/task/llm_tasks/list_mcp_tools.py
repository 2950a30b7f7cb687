from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["ListMcpTools", "TaskInterface", "TaskType"]


class ListMcpTools(LlmTask):
    """Asks an MCP server which tools it has."""

    def __init__(
        self,
        task_ref_name: str,
        mcp_server: str,
        headers: dict[str, Any] | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name, TaskType.LIST_MCP_TOOLS, task_name, {"mcpServer": mcp_server}, headers=headers
        )
