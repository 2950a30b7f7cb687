"""Right calls check, wrong calls fail: with mypy and with pyright, on ``cases/``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))
ROOT = Path(__file__).parents[2]


def wrong_lines(case: Path) -> set[int]:
    return {
        number
        for number, line in enumerate(case.read_text().splitlines(), 1)
        if line.rstrip().endswith("# wrong")
    }


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    return done.stdout or done.stderr


@pytest.mark.timeout(300)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_mypy(case: Path) -> None:
    pytest.importorskip("mypy")
    found = run(sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(case))
    lines = {int(number) for number in re.findall(rf"{case.name}:(\d+): error", found)}
    assert lines == wrong_lines(case), found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_pyright(case: Path) -> None:
    pytest.importorskip("pyright")
    found = run(sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, str(case))
    try:
        diagnostics = json.loads(found)["generalDiagnostics"]
    except ValueError:
        pytest.skip(f"pyright does not run here: {found[:200]}")
    lines = {one["range"]["start"]["line"] + 1 for one in diagnostics if one["severity"] == "error"}
    assert lines == wrong_lines(case), found
