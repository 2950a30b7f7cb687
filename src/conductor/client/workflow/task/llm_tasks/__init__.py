"""The AI tasks. Each name is imported from its module when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.workflow.task.llm_tasks.call_mcp_tool import CallMcpTool
    from conductor.client.workflow.task.llm_tasks.chat_message import ChatMessage, Role
    from conductor.client.workflow.task.llm_tasks.generate_audio import GenerateAudio
    from conductor.client.workflow.task.llm_tasks.generate_image import GenerateImage
    from conductor.client.workflow.task.llm_tasks.generate_pdf import GeneratePdf
    from conductor.client.workflow.task.llm_tasks.generate_video import GenerateVideo
    from conductor.client.workflow.task.llm_tasks.list_mcp_tools import ListMcpTools
    from conductor.client.workflow.task.llm_tasks.llm_chat_complete import LlmChatComplete
    from conductor.client.workflow.task.llm_tasks.llm_generate_embeddings import LlmGenerateEmbeddings
    from conductor.client.workflow.task.llm_tasks.llm_index_documents import LlmIndexDocument
    from conductor.client.workflow.task.llm_tasks.llm_index_text import LlmIndexText
    from conductor.client.workflow.task.llm_tasks.llm_query_embeddings import LlmQueryEmbeddings
    from conductor.client.workflow.task.llm_tasks.llm_search_embeddings import LlmSearchEmbeddings
    from conductor.client.workflow.task.llm_tasks.llm_search_index import LlmSearchIndex
    from conductor.client.workflow.task.llm_tasks.llm_store_embeddings import LlmStoreEmbeddings
    from conductor.client.workflow.task.llm_tasks.llm_text_complete import LlmTextComplete
    from conductor.client.workflow.task.llm_tasks.tool_call import ToolCall
    from conductor.client.workflow.task.llm_tasks.tool_spec import ToolSpec

__all__ = [
    "CallMcpTool",
    "ChatMessage",
    "GenerateAudio",
    "GenerateImage",
    "GeneratePdf",
    "GenerateVideo",
    "ListMcpTools",
    "LlmChatComplete",
    "LlmGenerateEmbeddings",
    "LlmIndexDocument",
    "LlmIndexText",
    "LlmQueryEmbeddings",
    "LlmSearchEmbeddings",
    "LlmSearchIndex",
    "LlmStoreEmbeddings",
    "LlmTextComplete",
    "Role",
    "ToolCall",
    "ToolSpec",
]

_HOMES = {
    "CallMcpTool": "call_mcp_tool",
    "ChatMessage": "chat_message",
    "GenerateAudio": "generate_audio",
    "GenerateImage": "generate_image",
    "GeneratePdf": "generate_pdf",
    "GenerateVideo": "generate_video",
    "ListMcpTools": "list_mcp_tools",
    "LlmChatComplete": "llm_chat_complete",
    "LlmGenerateEmbeddings": "llm_generate_embeddings",
    "LlmIndexDocument": "llm_index_documents",
    "LlmIndexText": "llm_index_text",
    "LlmQueryEmbeddings": "llm_query_embeddings",
    "LlmSearchEmbeddings": "llm_search_embeddings",
    "LlmSearchIndex": "llm_search_index",
    "LlmStoreEmbeddings": "llm_store_embeddings",
    "LlmTextComplete": "llm_text_complete",
    "Role": "chat_message",
    "ToolCall": "tool_call",
    "ToolSpec": "tool_spec",
}


def __getattr__(name: str) -> Any:
    """The task of that name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
