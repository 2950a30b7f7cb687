from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["GenerateImage", "TaskInterface", "TaskType"]


class GenerateImage(LlmTask):
    """Lets a model draw ``n`` images; width and height in pixels."""

    def __init__(
        self,
        task_ref_name: str,
        llm_provider: str,
        model: str,
        prompt: str,
        width: int = 1024,
        height: int = 1024,
        size: str | None = None,
        style: str | None = None,
        n: int = 1,
        weight: float | None = None,
        output_format: str = "png",
        prompt_variables: dict[str, Any] | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.GENERATE_IMAGE,
            task_name,
            {
                "llmProvider": llm_provider,
                "model": model,
                "prompt": prompt,
                "width": width,
                "height": height,
                "n": n,
                "outputFormat": output_format,
            },
            size=size,
            style=style,
            weight=weight,
            promptVariables=prompt_variables or None,
        )
