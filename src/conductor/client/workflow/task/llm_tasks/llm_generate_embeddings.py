from __future__ import annotations

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["LlmGenerateEmbeddings", "TaskInterface", "TaskType"]


class LlmGenerateEmbeddings(LlmTask):
    """Computes the embeddings of a text."""

    def __init__(
        self,
        task_ref_name: str,
        llm_provider: str,
        model: str,
        text: str,
        dimensions: int | str | None = None,
        task_name: str | None = None,
    ) -> None:
        if isinstance(dimensions, str) and "${" not in dimensions:
            # Upstream: in 1.1 the task's name was the fifth parameter.
            dimensions, task_name = None, dimensions
        super().__init__(
            task_ref_name,
            TaskType.LLM_GENERATE_EMBEDDINGS,
            task_name,
            {"llmProvider": llm_provider, "model": model, "text": text},
            dimensions=dimensions,
        )
