from __future__ import annotations

from conductor.client.http.models._model import Model, one_of


class RateLimit(Model):
    """How many executions of a workflow may run at a time for each value of ``rate_limit_key``."""

    tag: str | None = None
    concurrent_execution_limit: int | None = None
    rate_limit_key: str | None = None
    concurrent_exec_limit: int | None = None
    # Known to server 3.32.3, not upstream:
    policy: str | None = one_of("QUEUE", "REJECT")


RateLimitConfig = RateLimit
