"""What can go wrong with a script::

ScriptError       the script is wrong: running it again gives the same (the task ends for good)
  MissingExtra    what runs it is not installed
ScriptTimeout     it did not end in time (the task fails, and may be retried)
JqError           a jq program does not compile, or fails on its data
"""

from __future__ import annotations


class ScriptError(Exception):
    """A script failed; the text is the task's ``error`` and reason."""


class MissingExtra(ScriptError):
    """A package of the `server` extra is not installed."""

    def __init__(self, what: str, package: str) -> None:
        super().__init__(
            f"{what} needs the package {package}, which is not installed: install this project "
            f'with its `server` extra (in its checkout: pip install ".[server]")'
        )


class ScriptTimeout(Exception):
    """A script was stopped at its time limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Script not evaluated within {seconds:g} seconds, interrupted.")


class JqError(Exception):
    """A jq program failed; the text is the task's ``error`` and reason."""
