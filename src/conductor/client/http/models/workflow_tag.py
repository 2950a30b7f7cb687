from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import RateLimit


class WorkflowTag(Model):
    """A tag that limits how many executions run at a time."""

    rate_limit: RateLimit | None = None
