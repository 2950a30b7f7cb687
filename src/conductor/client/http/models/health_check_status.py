from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import Health


class HealthCheckStatus(Model):
    """The health of the server and of its parts."""

    health_results: list[Health] | None = None
    suppressed_health_results: list[Health] | None = None
    healthy: bool | None = None
