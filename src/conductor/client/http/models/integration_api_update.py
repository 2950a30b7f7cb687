from __future__ import annotations

from enum import Enum
from typing import Any

from conductor.client.http.models._field import CheckedField
from conductor.client.http.models._model import Model


class Frequency(str, Enum):
    """How often a token budget starts anew."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    @classmethod
    def from_value(cls, value: str) -> Frequency:
        """The member of that value or name, in any case. Raises ValueError for any other."""
        for member in cls:
            if value in (member, member.name) or str(value).lower() == member.value:
                return member
        raise ValueError(f"Unknown frequency: {value}")


class _FrequencyField(CheckedField):
    """Takes a Frequency, or the text of one."""

    def checked(self, value: Any) -> Any:
        return Frequency.from_value(value) if isinstance(value, str) else value


_frequency: Any = _FrequencyField


class IntegrationApiUpdate(Model):
    """Creates or changes a model or API of an integration."""

    configuration: dict[str, Any] | None = None
    description: str | None = None
    enabled: bool | None = None
    max_tokens: int | None = None
    frequency: Frequency | None = _frequency()
