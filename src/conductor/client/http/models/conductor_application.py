from __future__ import annotations

from conductor.client.http.models._model import Model


class ConductorApplication(Model):
    """An application: what access keys belong to. Times are epoch milliseconds."""

    id: str | None = None
    name: str | None = None
    created_by: str | None = None
    create_time: int | None = None
    update_time: int | None = None
    updated_by: str | None = None
