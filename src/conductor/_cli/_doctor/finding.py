"""One line of a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

OK = "ok"
NOTE = "note"
"""Worth knowing; nothing is wrong."""
PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """What was found: ``about`` names the check, ``text`` is a sentence, ``advice`` what to do about it."""

    state: str
    about: str
    text: str
    advice: str = ""

    def __str__(self) -> str:
        line = f"{self.state:<8} {self.text}"
        return f"{line}\n         -> {self.advice}" if self.advice else line


def ok(about: str, text: str) -> Finding:
    """Something that is as it should be."""
    return Finding(OK, about, text)


def note(about: str, text: str, advice: str = "") -> Finding:
    """Something worth knowing."""
    return Finding(NOTE, about, text, advice)


def problem(about: str, text: str, advice: str) -> Finding:
    """Something that is wrong, and the way out."""
    return Finding(PROBLEM, about, text, advice)
