from __future__ import annotations

from enum import Enum


class TimeoutPolicy(str, Enum):
    """What happens to a workflow that runs longer than its ``timeout_seconds``."""

    TIME_OUT_WORKFLOW = "TIME_OUT_WF"
    ALERT_ONLY = "ALERT_ONLY"

    def __str__(self) -> str:
        return Enum.__str__(self)  # Upstream: TimeoutPolicy.ALERT_ONLY in text
