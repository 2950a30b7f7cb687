"""What stops a benchmark."""

from __future__ import annotations


class BenchmarkFailed(Exception):
    """A figure cannot be had, or would be a lie: a task that was not completed, a program that ended."""
