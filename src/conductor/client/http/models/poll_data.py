from __future__ import annotations

from conductor.client.http.models._model import Model


class PollData(Model):
    """When a worker last polled a queue (epoch milliseconds)."""

    queue_name: str | None = None
    domain: str | None = None
    worker_id: str | None = None
    last_poll_time: int | None = None
