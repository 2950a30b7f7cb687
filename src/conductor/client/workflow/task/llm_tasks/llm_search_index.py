from __future__ import annotations

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["LlmSearchIndex", "TaskInterface", "TaskType"]


class LlmSearchIndex(LlmTask):
    """Finds texts like the query in a vector database."""

    def __init__(
        self,
        task_ref_name: str,
        vector_db: str,
        namespace: str,
        index: str,
        embedding_model_provider: str,
        embedding_model: str,
        query: str,
        task_name: str | None = None,
        max_results: int = 1,
        dimensions: int | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.LLM_SEARCH_INDEX,
            task_name,
            {
                "vectorDB": vector_db,
                "namespace": namespace,
                "index": index,
                "embeddingModelProvider": embedding_model_provider,
                "embeddingModel": embedding_model,
                "query": query,
                "maxResults": max_results,
            },
            dimensions=dimensions,
        )
