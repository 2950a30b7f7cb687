from __future__ import annotations

from conductor.client.http.models._model import Model


class CircuitBreakerTransitionResponse(Model):
    """The state of a circuit breaker before and after a call changed it; time in epoch milliseconds."""

    service: str | None = None
    previous_state: str | None = None
    current_state: str | None = None
    transition_timestamp: int | None = None
    message: str | None = None

    def __str__(self) -> str:
        return (
            f"CircuitBreakerTransitionResponse(service='{self.service}', "
            f"previous_state='{self.previous_state}', current_state='{self.current_state}', "
            f"transition_timestamp={self.transition_timestamp}, message='{self.message}')"
        )
