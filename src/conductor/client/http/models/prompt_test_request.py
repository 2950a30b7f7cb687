from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class PromptTemplateTestRequest(Model):
    """Tries a prompt on a model."""

    llm_provider: str | None = None
    model: str | None = None
    prompt: str | None = None
    prompt_variables: dict[str, Any] | None = None
    stop_words: list[str] | None = None
    temperature: float | None = None
    top_p: float | None = None
