"""Decorators that turn ``ApiException`` into ``APIError``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from conductor.client.exceptions._errors import ApiException, json_object
from conductor.client.exceptions.api_error import APIError, APIErrorCode

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["APIError", "APIErrorCode", "ApiException", "api_exception_handler", "for_all_methods"]

BAD_REQUEST_STATUS = 400
FORBIDDEN_STATUS = 403
NOT_FOUND_STATUS = 404
REQUEST_TIMEOUT_STATUS = 408
CONFLICT_STATUS = 409

STATUS_TO_MESSAGE_DEFAULT_MAPPING = {
    BAD_REQUEST_STATUS: "Invalid request",
    FORBIDDEN_STATUS: "Access forbidden",
    NOT_FOUND_STATUS: "Resource not found",
    REQUEST_TIMEOUT_STATUS: "Request timed out",
    CONFLICT_STATUS: "Resource exists already",
}

_CODES = {int(code.value): code for code in APIErrorCode}

F = TypeVar("F", bound=Callable[..., Any])
C = TypeVar("C", bound=type)


def api_exception_handler(function: F) -> F:
    """Wrap a function: an ``ApiException`` leaves it as an ``APIError`` with code and message."""

    @functools.wraps(function)
    def inner_function(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except ApiException as error:
            code = _CODES.get(error.status or 0, APIErrorCode.UNKNOWN)
            raise APIError(code, _message(error), None, error.body) from error

    return inner_function  # type: ignore[return-value]


def for_all_methods(
    decorator: Callable[[Any], Any], exclude: Sequence[str] | None = None
) -> Callable[[C], C]:
    """A class decorator: wrap each function of the class body whose name is not excluded."""
    spared = set(exclude or ())

    def decorate(cls: C) -> C:
        for name, member in list(vars(cls).items()):
            if callable(member) and name not in spared:
                setattr(cls, name, decorator(member))
        return cls

    return decorate


def _message(error: ApiException) -> str | None:
    document = json_object(error.body)
    if "message" in document:
        return str(document["message"])
    return STATUS_TO_MESSAGE_DEFAULT_MAPPING.get(error.status or 0) or error.message or "Unknown error"
