from __future__ import annotations

from typing import Any

from conductor.client.workflow.task._kinds import is_list
from conductor.client.workflow.task.llm_tasks._llm_task import PromptedTask
from conductor.client.workflow.task.llm_tasks.chat_message import ChatMessage, Role
from conductor.client.workflow.task.llm_tasks.tool_spec import ToolSpec
from conductor.client.workflow.task.task import TaskInterface
from conductor.client.workflow.task.task_type import TaskType

__all__ = ["ChatMessage", "LlmChatComplete", "Role", "TaskInterface", "TaskType", "ToolSpec"]


class LlmChatComplete(PromptedTask):
    """Lets a model continue a conversation. ``messages`` is a list of ChatMessage, or a reference to one."""

    def __init__(
        self,
        task_ref_name: str,
        llm_provider: str,
        model: str,
        messages: list[ChatMessage] | str | None = None,
        instructions_template: str | None = None,
        template_variables: dict[str, Any] | None = None,
        prompt_version: int | None = None,
        tools: list[ToolSpec] | None = None,
        user_input: str | None = None,
        json_output: bool = False,
        google_search_retrieval: bool = False,
        input_schema: dict[str, Any] | None = None,
        output_schema: dict[str, Any] | None = None,
        output_mime_type: str | None = None,
        thinking_token_limit: int | None = None,
        reasoning_effort: str | None = None,
        output_location: str | None = None,
        voice: str | None = None,
        participants: dict[str, str] | None = None,
        stop_words: list[str] | None = None,
        max_tokens: int | None = None,
        temperature: float | None = None,
        top_p: float | None = None,
        top_k: int | None = None,
        frequency_penalty: float | None = None,
        presence_penalty: float | None = None,
        max_results: int | None = None,
        task_name: str | None = None,
    ) -> None:
        given: tuple[Any, ...] = (
            instructions_template,
            template_variables,
            prompt_version,
            tools,
            user_input,
            json_output,
        )
        if is_list(instructions_template):
            # Upstream: in 1.1 the fifth parameter was stop_words, then came these.
            stop_words, max_tokens, temperature, top_p, instructions_template, template_variables = given
            prompt_version = tools = user_input = None
            json_output = False
        super().__init__(
            task_ref_name,
            TaskType.LLM_CHAT_COMPLETE,
            task_name,
            {"llmProvider": llm_provider, "model": model},
            promptVariables=template_variables or None,
            messages=messages,
            instructions=instructions_template,
            promptVersion=prompt_version,
            tools=tools or None,
            userInput=user_input,
            jsonOutput=json_output or None,
            googleSearchRetrieval=google_search_retrieval or None,
            inputSchema=input_schema,
            outputSchema=output_schema,
            outputMimeType=output_mime_type,
            thinkingTokenLimit=thinking_token_limit,
            reasoningEffort=reasoning_effort,
            outputLocation=output_location,
            voice=voice,
            participants=participants,
            stopWords=stop_words or None,
            maxTokens=max_tokens,
            temperature=temperature,
            topP=top_p,
            topK=top_k,
            frequencyPenalty=frequency_penalty,
            presencePenalty=presence_penalty,
            maxResults=max_results,
        )
