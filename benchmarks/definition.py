"""A workflow of 500 tasks as code."""

from __future__ import annotations

from functools import partial

from benchmarks._case import Case, Figure
from benchmarks._script import figures_of

CASES = (
    Case(
        "definition.tasks_500",
        "A definition of 500 tasks",
        (
            Figure(
                "built and encoded", "ms", at_most=0.5, headline="a definition of 500 tasks, code to JSON"
            ),
            Figure("checked", "ms"),
            Figure("drawn as SVG", "ms"),
        ),
        partial(figures_of, "definition.py"),
    ),
)
