"""The Python code blocks of README and docs, run as they stand; and every link leads somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from behaviour.programs import ROOT, program

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINKED = [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md", ROOT / "examples" / "README.md"]
BLOCK = re.compile(r"^```python[^\n]*\n(.*?)^```$", re.S | re.M)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def blocks() -> list[Any]:
    found = []
    for document in DOCUMENTS:
        for number, match in enumerate(BLOCK.finditer(document.read_text("utf-8")), 1):
            name = f"{document.relative_to(ROOT).as_posix()}-{number}"
            found.append(pytest.param(match.group(1), id=name))
    return found


@pytest.mark.parametrize("code", blocks())
def test_a_code_block_runs(code: str, tmp_path: Path) -> None:
    file = tmp_path / ("test_block.py" if "def test_" in code else "block.py")
    file.write_text(code, "utf-8")
    if "def test_" in code:
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", file]
    else:
        command = ["-m", "conductor", "run", file]
    with program(command, {}, tmp_path / "out") as running:
        assert running.wait(90) == 0, running.text
        assert "Traceback" not in running.text, running.text


@pytest.mark.parametrize("document", LINKED, ids=lambda path: str(path.relative_to(ROOT).as_posix()))
def test_links_lead_to_files(document: Path) -> None:
    links = [link for link in LINK.findall(document.read_text("utf-8")) if "://" not in link]
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing == []
