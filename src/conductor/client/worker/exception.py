"""Errors that worker functions raise to say what should become of the task."""

from __future__ import annotations

from conductor.client.exceptions import NonRetryableException

__all__ = ["NonRetryableException"]
