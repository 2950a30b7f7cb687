"""The ways in which the server says no.

``Refusal`` carries the HTTP status and the sentence of the answer::

    Refusal > NotFound (404), WrongMethod (405), Conflict (409), BadRequest (400),
              Invalid (400 with validationErrors), ServerFault (500)
"""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An answer other than success."""

    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def body(self, instance: str) -> dict[str, Any]:
        """The body of the answer, as the real server writes it."""
        return {"status": self.status, "message": self.message, "instance": instance, "retryable": False}


class NotFound(Refusal):
    """Nothing of that name is here."""

    status = 404


class WrongMethod(Refusal):
    """The path exists, but not for this method."""

    status = 405


class Conflict(Refusal):
    """The present state does not allow it."""

    status = 409


class BadRequest(Refusal):
    """An argument is not acceptable."""

    status = 400


class ServerFault(Refusal):
    """What the real server answers with 500: unreadable JSON, wrong types, illegal states."""

    status = 500


class Invalid(BadRequest):
    """A body that breaks rules; ``errors`` names each of them."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__("Validation failed, check below errors for detail.")
        self.errors = errors

    def body(self, instance: str) -> dict[str, Any]:
        """The body of the answer, with one entry per broken rule."""
        return {
            "status": self.status,
            "message": self.message,
            "retryable": False,
            "validationErrors": self.errors,
        }


def violation(path: str, message: str, value: object = None) -> dict[str, Any]:
    """One entry of ``validationErrors``."""
    entry: dict[str, Any] = {"path": path, "message": message}
    if value is not None:
        entry["invalidValue"] = value if isinstance(value, str) else str(value)
    return entry
