"""What can go wrong. The tree is drawn in ``conductor.client.exceptions._errors``."""

from __future__ import annotations

from conductor.client.exceptions._errors import (
    AmbiguousAnswer,
    ApiException,
    AuthorizationException,
    BadRequest,
    ConductorError,
    Conflict,
    ConnectionFailed,
    EncodingError,
    InvalidDefinition,
    NonRetryableException,
    NotFound,
    NotSent,
    NotSupportedByServer,
    RateLimited,
    ServerError,
    WorkflowFailed,
)

__all__ = [
    "AmbiguousAnswer",
    "ApiException",
    "AuthorizationException",
    "BadRequest",
    "ConductorError",
    "Conflict",
    "ConnectionFailed",
    "EncodingError",
    "InvalidDefinition",
    "NonRetryableException",
    "NotFound",
    "NotSent",
    "NotSupportedByServer",
    "RateLimited",
    "ServerError",
    "WorkflowFailed",
]
