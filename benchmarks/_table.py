"""Results as markdown: the whole table, the short one, and both written where documents keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import _machine
from benchmarks._failure import BenchmarkFailed

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks._rounds import Results, Row

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"


def whole(results: Results) -> str:
    """Every figure, grouped by case."""
    return _table(results, [(f"{row.case.what}: {row.figure.name}", row) for row in results.rows])


def headlines(results: Results) -> str:
    """The figures of README.md."""
    return _table(results, [(row.figure.headline, row) for row in results.rows if row.figure.headline])


def document(results: Results) -> dict[str, Any]:
    """Everything, for machines."""
    figures = [
        {
            "case": row.case.name,
            "figure": row.figure.name,
            "unit": row.figure.unit,
            "more_is_better": row.figure.more_is_better,
            "medians": {label: row.median(label) for label in row.values},
            "values": row.values,
            "ratios": {peer.label: row.ratio(results.sdks[0].label, peer.label) for peer in results.sdks[1:]},
        }
        for row in results.rows
    ]
    versions = {sdk.label: {"sdk": sdk.version, "python": sdk.python_version} for sdk in results.sdks}
    return {
        "machine": _machine.facts(),
        "versions": versions,
        "rounds": results.rounds,
        "figures": figures,
        "failures": results.failures,
    }


def write(path: Path, table: str) -> None:
    """Put ``table`` between the document's markers."""
    text = path.read_text("utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise BenchmarkFailed(f"{path} needs one line {BEGIN} and, below it, one line {END}")
    before, after = text[: text.index(BEGIN)], text[text.index(END) :]
    path.write_text(f"{before}{BEGIN}\n{table}\n{after}", encoding="utf-8")


def compared(ratio: float | None, *, more_is_better: bool) -> str:
    """A ratio in words that need no thought: ``8.3× less``, ``2.0× more (worse)``."""
    if not ratio:
        return "–"
    times, word = (ratio, "more") if ratio >= 1 else (1 / ratio, "less")
    if times < 1.05:
        return "the same"
    worse = (word == "more") != more_is_better
    return f"{_number(times)}× {word}{' (worse)' if worse else ''}"


def _table(results: Results, named: list[tuple[str, Row]]) -> str:
    ours, peers = results.sdks[0], results.sdks[1:]
    head = ["", ours.label, *(peer.label for peer in peers), *(f"against {peer.label}" for peer in peers)]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, row in named:
        medians = [_quantity(row.median(sdk.label), row.figure.unit) for sdk in results.sdks]
        ratios = [
            compared(row.ratio(ours.label, peer.label), more_is_better=row.figure.more_is_better)
            for peer in peers
        ]
        lines.append(f"| {' | '.join([name, *medians, *ratios])} |")
    return "\n".join([*lines, "", _caption(results)])


def _caption(results: Results) -> str:
    ours, peers = results.sdks[0], results.sdks[1:]
    against = f", against {' and '.join(peer.version for peer in peers)}" if peers else ""
    turns = "one round" if results.rounds == 1 else f"medians of {results.rounds} rounds in turns"
    return f"Version {ours.version}{against}; {turns}; {_machine.line()}, Python {ours.python_version}."


def _quantity(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{_number(value)} {unit}".strip()


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    digits = 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:.{digits}f}"
