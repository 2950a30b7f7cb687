from __future__ import annotations

from typing import Any

from conductor.client.http.models._model import Model


class SkipTaskRequest(Model):
    """What a skipped task shall seem to have got and given."""

    task_input: dict[str, Any] | None = None
    task_output: dict[str, Any] | None = None
