"""Models to JSON and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._case import Case, Figure, Setting
from benchmarks._script import figures_of

if TYPE_CHECKING:
    from benchmarks._sdk import Sdk

TASK = Path(__file__).resolve().parent / "task.json"


def codec(sdk: Sdk, setting: Setting) -> dict[str, float]:
    """A task that the real server sent, text to model; a definition, model to JSON."""
    return figures_of("codec.py", sdk, setting, str(TASK))


CASES = (
    Case(
        "codec.models",
        "Models",
        (
            Figure("one task decoded", "µs", at_most=0.25),
            Figure(
                "a workflow of 1,000 tasks decoded",
                "µs",
                at_most=0.3,
                headline="a workflow of 1,000 tasks, JSON to models",
            ),
            Figure("a definition of 500 tasks encoded", "µs", at_most=0.5),
        ),
        codec,
    ),
)
