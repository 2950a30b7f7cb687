"""Task types that need a system outside: they fail with a sentence unless somebody mocks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.devserver import statuses
from conductor.devserver.tasks.kind import Kind, Shell, finish

if TYPE_CHECKING:
    from conductor.devserver.execution import Execution
    from conductor.devserver.task_run import TaskRun

OUTSIDE_TYPES = {
    "KAFKA_PUBLISH": "a Kafka broker",
    "JDBC": "a database",
    "LLM_TEXT_COMPLETE": "a language model",
    "LLM_CHAT_COMPLETE": "a language model",
    "LLM_GENERATE_EMBEDDINGS": "a language model",
    "LLM_INDEX_TEXT": "a vector database",
    "LLM_INDEX_DOCUMENT": "a vector database",
    "LLM_STORE_EMBEDDINGS": "a vector database",
    "LLM_SEARCH_INDEX": "a vector database",
    "LLM_SEARCH_EMBEDDINGS": "a vector database",
    "LLM_GET_EMBEDDINGS": "a vector database",
    "GET_DOCUMENT": "a document source",
    "GENERATE_IMAGE": "a language model",
    "GENERATE_AUDIO": "a language model",
    "LIST_MCP_TOOLS": "an MCP server",
    "CALL_MCP_TOOL": "an MCP server",
    "PULL_WORKFLOW_MESSAGES": "the workflow message queue",
    "WAIT_FOR_WEBHOOK": "the webhook service",
    "GET_SIGNED_JWT": "the identity service",
    "BUSINESS_RULE": "the business rule service",
    "UPDATE_SECRET": "the secret store",
    "OPS_GENIE": "Opsgenie",
    "SENDGRID": "SendGrid",
    "GRPC": "a gRPC service",
}


class Outside(Kind):
    """Says what is missing."""

    def __init__(self, name: str) -> None:
        self.name = name  # type: ignore[misc]

    def run(self, execution: Execution, task: TaskRun, shell: Shell) -> bool:
        """Fail for good."""
        needs = OUTSIDE_TYPES[self.name]
        reason = (
            f"{self.name} needs {needs}, which the embedded server does not have: mock the task {task.ref} "
            "in tests, or run the workflow on a Conductor server"
        )
        return finish(execution, task, shell, statuses.FAILED_WITH_TERMINAL_ERROR, reason)
