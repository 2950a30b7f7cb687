from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["LlmStoreEmbeddings", "TaskInterface", "TaskType"]


class LlmStoreEmbeddings(LlmTask):
    """Puts embeddings into a vector database."""

    def __init__(
        self,
        task_ref_name: str,
        vector_db: str,
        index: str,
        embeddings: list[Any] | str,
        namespace: str | None = None,
        id: str | None = None,
        metadata: dict[str, Any] | None = None,
        embedding_model: str | None = None,
        embedding_model_provider: str | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.LLM_STORE_EMBEDDINGS,
            task_name,
            {"vectorDB": vector_db, "index": index, "embeddings": embeddings},
            namespace=namespace,
            id=id,
            metadata=metadata,
            embeddingModel=embedding_model,
            embeddingModelProvider=embedding_model_provider,
        )
