"""The notebook runs from its first cell to its last, and shows what it promises."""

from __future__ import annotations

import json
from pathlib import Path

from behaviour.programs import EXAMPLES, program

NOTEBOOK = EXAMPLES / "notebook.ipynb"
RUNNER = Path(__file__).with_name("run_notebook.py")


def test_it_runs(tmp_path: Path) -> None:
    with program([RUNNER, NOTEBOOK], {}, tmp_path / "out") as notebook:
        assert notebook.wait(60) == 0, notebook.text
        text = notebook.text
    assert text.count("shown: <svg") == 2
    assert "COMPLETED {'result': 'somebody looks at 250'}" in text
    assert "rate     COMPLETED  {'result': 'high'}" in text


def test_it_is_stored_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert [cell["outputs"] for cell in cells if cell.get("outputs")] == []


def test_the_index_has_it() -> None:
    assert "(notebook.ipynb)" in (EXAMPLES / "README.md").read_text("utf-8")
