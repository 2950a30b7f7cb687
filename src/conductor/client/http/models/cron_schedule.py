from __future__ import annotations

from conductor.client.http.models._model import Model


class CronSchedule(Model):
    """One of the times of a schedule. Known to server 3.32.3, not upstream."""

    cron_expression: str | None = None
    zone_id: str | None = None
