from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conductor.client.workflow.task.llm_tasks.tool_call import ToolCall


class Role(str, Enum):
    """Who says a message."""

    USER = "user"
    ASSISTANT = "assistant"
    SYSTEM = "system"
    TOOL_CALL = "tool_call"
    TOOL = "tool"

    def __str__(self) -> str:
        return Enum.__str__(self)  # Upstream: Role.USER in text


class ChatMessage:
    """A message of a conversation with a model."""

    def __init__(
        self,
        role: Role | str,
        message: str,
        media: list[str] | None = None,
        mime_type: str | None = None,
        tool_calls: list[ToolCall] | None = None,
    ) -> None:
        self.role = role
        self.message = message
        self.media = media
        self.mime_type = mime_type
        self.tool_calls = tool_calls

    def to_dict(self) -> dict[str, Any]:
        """Its JSON members."""
        members: dict[str, Any] = {
            "role": self.role.value if isinstance(self.role, Role) else self.role,
            "message": self.message,
        }
        if self.media:
            members["media"] = self.media
        if self.mime_type is not None:
            members["mimeType"] = self.mime_type
        if self.tool_calls:
            members["toolCalls"] = [call.to_dict() for call in self.tool_calls]
        return members

    json_members = to_dict
