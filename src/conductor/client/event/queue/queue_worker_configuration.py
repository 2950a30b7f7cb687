"""How a consumer or a producer of a queue is set up."""

from __future__ import annotations


class QueueWorkerConfiguration:
    """Settings of one consumer or producer, name by name."""

    def __init__(self) -> None:
        self.configuration: dict[str, str] = {}

    def add_configuration(self, key: str, value: str) -> None:
        """Set one, over what was there."""
        self.configuration[key] = value
