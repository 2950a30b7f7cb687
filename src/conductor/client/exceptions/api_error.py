"""``APIError``: what :func:`api_exception_handler` turns an ``ApiException`` into."""

from __future__ import annotations

from enum import Enum
from typing import Any

from conductor.client.exceptions._errors import ConductorError


class APIErrorCode(str, Enum):
    """The statuses that upstream gave a name."""

    NOT_FOUND = "404"
    FORBIDDEN = "403"
    CONFLICT = "409"
    BAD_REQUEST = "400"
    REQUEST_TIMEOUT = "408"
    UNKNOWN = "0"

    def __str__(self) -> str:
        # Upstream: str() is "APIErrorCode.NOT_FOUND", observed on both lines.
        return f"{type(self).__name__}.{self.name}"


class APIError(ConductorError):
    """An error with a code and a message that the server sent."""

    def __init__(
        self, status: Any = None, reason: str | None = None, http_resp: Any = None, body: str | None = None
    ) -> None:
        super().__init__(status, reason, http_resp, body)
        # Upstream: sets nothing, so its str() raises AttributeError; code and message are what it reads.
        self.status = self.code = status if http_resp is None else http_resp.status
        self.reason = self.message = reason if http_resp is None else http_resp.reason
        self.body = body

    def __str__(self) -> str:
        return f"APIError: code={self.code} message={self.message}"
