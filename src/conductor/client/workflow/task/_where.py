"""Which line of the user's program made a task or a workflow."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

_HOUSE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep


class Where(NamedTuple):
    """A line of Python."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def caller() -> Where | None:
    """The nearest line outside the SDK on the way that led here; None when there is none."""
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_HOUSE):
        up = frame.f_back
        if up is None:
            return None
        frame = up
    return Where(frame.f_code.co_filename, frame.f_lineno)
