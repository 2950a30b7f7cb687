from __future__ import annotations

from enum import Enum
from typing import Any

from conductor.client.http.models._model import Model


class StateChangeEventType(Enum):
    """The changes of a task's state that can publish events."""

    onScheduled = "onScheduled"  # noqa: N815  # upstream's names
    onStart = "onStart"  # noqa: N815
    onFailed = "onFailed"  # noqa: N815
    onSuccess = "onSuccess"  # noqa: N815
    onCancelled = "onCancelled"  # noqa: N815


class StateChangeEvent(Model):
    """An event that a task publishes when its state changes."""

    type: str
    payload: dict[str, Any]


class StateChangeConfig(Model):
    """The events that a task publishes on some changes of its state.

    ``event_type`` is a StateChangeEventType, a list of them, or their names joined by commas.
    """

    type: str | None = None
    events: list[StateChangeEvent] | None = None

    def __init__(
        self, event_type: StateChangeEventType | list[StateChangeEventType] | str | None = None,
        events: list[StateChangeEvent] | None = None,
    ) -> None:
        kinds: list[Any] = event_type if isinstance(event_type, list) else [event_type]
        names = [kind.name if isinstance(kind, StateChangeEventType) else kind for kind in kinds]
        self.type = None if event_type is None else ",".join(names)
        self.events = events

    def by_type(self) -> dict[str, list[StateChangeEvent]]:
        """The events of each kind of change, as a workflow definition has them."""
        return {name: self.events or [] for name in (self.type or "").split(",") if name}
