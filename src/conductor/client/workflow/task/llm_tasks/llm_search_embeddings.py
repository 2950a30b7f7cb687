from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["LlmSearchEmbeddings", "TaskInterface", "TaskType"]


class LlmSearchEmbeddings(LlmTask):
    """Finds what lies near the embeddings in a vector database."""

    def __init__(
        self,
        task_ref_name: str,
        vector_db: str,
        index: str,
        embeddings: list[Any] | str,
        namespace: str | None = None,
        max_results: int = 1,
        dimensions: int | None = None,
        embedding_model: str | None = None,
        embedding_model_provider: str | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.LLM_SEARCH_EMBEDDINGS,
            task_name,
            {"vectorDB": vector_db, "index": index, "embeddings": embeddings, "maxResults": max_results},
            namespace=namespace,
            dimensions=dimensions,
            embeddingModel=embedding_model,
            embeddingModelProvider=embedding_model_provider,
        )
