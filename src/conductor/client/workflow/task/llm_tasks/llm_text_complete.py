from __future__ import annotations

from typing import Any

from conductor.client.workflow.task._kinds import is_list
from conductor.client.workflow.task.llm_tasks._llm_task import PromptedTask
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["LlmTextComplete", "TaskInterface", "TaskType"]


class LlmTextComplete(PromptedTask):
    """Lets a model answer a stored prompt."""

    def __init__(
        self,
        task_ref_name: str,
        llm_provider: str,
        model: str,
        prompt_name: str,
        prompt_version: int | None = None,
        stop_words: list[str] | None = None,
        max_tokens: int | None = None,
        temperature: float | None = None,
        top_p: float | None = None,
        top_k: int | None = None,
        frequency_penalty: float | None = None,
        presence_penalty: float | None = None,
        max_results: int | None = None,
        json_output: bool = False,
        task_name: str | None = None,
    ) -> None:
        given: tuple[Any, ...] = (prompt_version, stop_words, max_tokens, temperature, top_p)
        if is_list(prompt_version):
            # Upstream: in 1.1 the fifth parameter was stop_words, then came these.
            stop_words, max_tokens, temperature, top_p, task_name = given
            prompt_version = None
        super().__init__(
            task_ref_name,
            TaskType.LLM_TEXT_COMPLETE,
            task_name,
            {"llmProvider": llm_provider, "model": model, "promptName": prompt_name},
            promptVersion=prompt_version,
            stopWords=stop_words or None,
            maxTokens=max_tokens,
            temperature=temperature,
            topP=top_p,
            topK=top_k,
            frequencyPenalty=frequency_penalty,
            presencePenalty=presence_penalty,
            maxResults=max_results,
            jsonOutput=json_output or None,
        )
