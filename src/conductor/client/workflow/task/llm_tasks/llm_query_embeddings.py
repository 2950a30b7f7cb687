from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["LlmQueryEmbeddings", "TaskInterface", "TaskType"]


class LlmQueryEmbeddings(LlmTask):
    """Finds what lies near the embeddings in a vector database."""

    def __init__(
        self,
        task_ref_name: str,
        vector_db: str,
        index: str,
        embeddings: list[Any] | str,
        task_name: str | None = None,
        namespace: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.LLM_GET_EMBEDDINGS,
            task_name,
            {"vectorDB": vector_db, "index": index, "embeddings": embeddings},
            namespace=namespace,
        )
