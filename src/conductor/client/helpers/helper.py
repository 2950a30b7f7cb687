"""``ObjectMapper``: objects to JSON-ready values and back."""

from __future__ import annotations

import datetime
import logging
from typing import Any, ClassVar

from conductor.client._encode import encode
from conductor.client.configuration.configuration import Configuration
from conductor.client.http.models._codec import decode

__all__ = ["Configuration", "ObjectMapper"]

logger = logging.getLogger(__name__)


class ObjectMapper:
    """The SDK's conversion rules, apart from any call."""

    PRIMITIVE_TYPES: ClassVar[tuple[type, ...]] = (float, bool, bytes, str, int)
    NATIVE_TYPES_MAPPING: ClassVar[dict[str, type]] = {
        "int": int,
        "long": int,
        "float": float,
        "str": str,
        "bool": bool,
        "date": datetime.date,
        "datetime": datetime.datetime,
        "object": object,
    }

    def to_json(self, obj: Any) -> Any:
        """What ``json.dumps`` takes. Raises EncodingError where the object has no JSON form."""
        return encode(obj)

    def from_json(self, data: Any, klass: Any) -> Any:
        """Parsed JSON as ``klass``: a class, or a type's text ("list[Task]")."""
        return decode(data, klass)
