from __future__ import annotations

from typing import Any

from conductor.client.workflow.task.llm_tasks._llm_task import LlmTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["GenerateAudio", "TaskInterface", "TaskType"]


class GenerateAudio(LlmTask):
    """Lets a model speak a text."""

    def __init__(
        self,
        task_ref_name: str,
        llm_provider: str,
        model: str,
        text: str | None = None,
        voice: str | None = None,
        speed: float | None = None,
        response_format: str | None = None,
        n: int = 1,
        prompt: str | None = None,
        prompt_variables: dict[str, Any] | None = None,
        task_name: str | None = None,
    ) -> None:
        super().__init__(
            task_ref_name,
            TaskType.GENERATE_AUDIO,
            task_name,
            {"llmProvider": llm_provider, "model": model, "n": n},
            text=text,
            voice=voice,
            speed=speed,
            responseFormat=response_format,
            prompt=prompt,
            promptVariables=prompt_variables or None,
        )
