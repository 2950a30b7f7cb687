from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.llm_tasks.utils.embedding_model import EmbeddingModel
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["EmbeddingModel", "LlmIndexDocument", "TaskInterface", "TaskType"]


class LlmIndexDocument(LlmTask):
    """Puts the document at ``url`` into a vector database, cut into chunks of so many characters."""

    def __init__(
        self,
        task_ref_name: str,
        vector_db: str,
        namespace: str,
        embedding_model: EmbeddingModel,
        index: str,
        url: str,
        media_type: str,
        chunk_size: int | None = None,
        chunk_overlap: int | None = None,
        doc_id: str | None = None,
        task_name: str | None = None,
        metadata: dict[str, Any] | None = None,
        dimensions: int | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.LLM_INDEX_DOCUMENT,
            task_name,
            {
                "vectorDB": vector_db,
                "namespace": namespace,
                "index": index,
                "embeddingModelProvider": embedding_model.provider,
                "embeddingModel": embedding_model.model,
                "url": url,
                "mediaType": media_type,
            },
            metadata=metadata or None,
            chunkSize=chunk_size,
            chunkOverlap=chunk_overlap,
            docId=doc_id,
            dimensions=dimensions,
        )
