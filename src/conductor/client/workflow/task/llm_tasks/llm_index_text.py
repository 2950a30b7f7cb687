from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.llm_tasks.utils.embedding_model import EmbeddingModel
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["EmbeddingModel", "LlmIndexText", "TaskInterface", "TaskType"]


class LlmIndexText(LlmTask):
    """Puts a text into a vector database."""

    def __init__(
        self,
        task_ref_name: str,
        vector_db: str,
        index: str,
        embedding_model: EmbeddingModel,
        text: str,
        doc_id: str,
        namespace: str | None = None,
        task_name: str | None = None,
        metadata: dict[str, Any] | None = None,
        url: str | None = None,
        chunk_size: int | None = None,
        chunk_overlap: int | None = None,
        dimensions: int | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.LLM_INDEX_TEXT,
            task_name,
            {
                "vectorDB": vector_db,
                "index": index,
                "embeddingModelProvider": embedding_model.provider,
                "embeddingModel": embedding_model.model,
                "text": text,
                "docId": doc_id,
            },
            metadata=metadata or None,
            namespace=namespace,
            url=url,
            chunkSize=chunk_size,
            chunkOverlap=chunk_overlap,
            dimensions=dimensions,
        )
