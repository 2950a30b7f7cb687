"""Cases measured in turns (A B A B), so that a busy moment of the machine meets all sides alike."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks._failure import BenchmarkFailed

if TYPE_CHECKING:
    from benchmarks._case import Case, Figure, Setting
    from benchmarks._sdk import Sdk


@dataclass
class Row:
    """One figure of one case: what each side gave, round by round."""

    case: Case
    figure: Figure
    values: dict[str, list[float]] = field(default_factory=dict)

    def median(self, label: str) -> float | None:
        """The middle of that side's rounds; None where it was not measured."""
        return statistics.median(self.values[label]) if self.values.get(label) else None

    def ratio(self, label: str, peer: str) -> float | None:
        """That side's median over the peer's."""
        if self.figure.aside:
            return None
        mine, theirs = self.median(label), self.median(peer)
        return mine / theirs if mine is not None and theirs else None


@dataclass
class Results:
    """All figures, and what went wrong."""

    sdks: list[Sdk]
    rounds: int
    rows: list[Row] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def too_high(self) -> list[str]:
        """The figures whose ratio to the first peer is above their bound."""
        found = []
        for row in self.rows:
            ratio = row.ratio(self.sdks[0].label, self.sdks[1].label) if len(self.sdks) > 1 else None
            if ratio is not None and row.figure.at_most is not None and ratio > row.figure.at_most:
                found.append(f"{row.case.name}, {row.figure.name}: {ratio:.2f}, at most {row.figure.at_most}")
        return found


def run(cases: list[Case], sdks: list[Sdk], rounds: int, setting: Setting) -> Results:
    """Measure every case on every SDK, ``rounds`` times in turns. A failed side of a case has no figures.

    Interrupted by Ctrl-C, it gives what is complete.
    """
    results = Results(sdks, rounds)
    try:
        for case in cases:
            _measure(case, setting, results)
    except KeyboardInterrupt:
        results.failures.append("interrupted: the rest is missing")
    return results


def _measure(case: Case, setting: Setting, results: Results) -> None:
    sdks, rounds = results.sdks, results.rounds
    sides = [sdk for sdk in sdks if case.fits(sdk)]
    rows = {figure.name: Row(case, figure) for figure in case.figures}
    for turn in range(-int(case.warm_up), rounds):
        for sdk in list(sides):
            try:
                measured = case.measure(sdk, setting)
            except (BenchmarkFailed, subprocess.SubprocessError) as error:
                sides.remove(sdk)
                results.failures.append(f"{case.name}, {sdk.label}: {_tell(error)}")
                print(results.failures[-1], file=sys.stderr, flush=True)
                continue
            if turn >= 0:
                for name, value in measured.items():
                    rows[name].values.setdefault(sdk.label, []).append(value)
                told = ", ".join(f"{name} {value:.4g}" for name, value in measured.items())
                print(f"{case.name} {turn + 1}/{rounds} {sdk.label}: {told}", file=sys.stderr, flush=True)
    for row in rows.values():
        row.values = {sdk.label: row.values[sdk.label] for sdk in sides if sdk.label in row.values}
    results.rows += [row for row in rows.values() if row.values]


def _tell(error: Exception) -> str:
    said = getattr(error, "stderr", None)
    return f"{error}\n{said[-1500:]}" if isinstance(said, str) else str(error)
