from __future__ import annotations

from typing import TYPE_CHECKING

from conductor.client.http.models._model import Model

if TYPE_CHECKING:
    from conductor.client.http.models import Action


class EventHandler(Model):
    """Reacts to the events of a queue or topic with actions.

    ``event`` names queue and kind: ``kafka:topic``, ``sqs:queue``, ``conductor:workflow:task`` …
    """

    name: str | None = None
    event: str | None = None
    condition: str | None = None
    actions: list[Action] | None = None
    active: bool | None = None
    evaluator_type: str | None = None
