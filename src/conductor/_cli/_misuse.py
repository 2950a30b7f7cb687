"""The one error of the command line."""

from __future__ import annotations


class Misuse(Exception):
    """The command cannot do what was asked; the text is one line that says what to do instead."""
