"""What ``conductor.testing`` raises about servers."""

from __future__ import annotations


class RealServerUnavailable(RuntimeError):
    """The real server cannot be had or does not start; the text says what was tried and what would help."""
